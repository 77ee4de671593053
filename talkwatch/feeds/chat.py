"""A model's server of the user's own, asked through OpenAI's chat API: one bounded POST a question."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import httpx

from talkwatch.model.errors import TalkwatchError

LARGEST = 256 << 10
"""Bytes of an answer; a server that goes on beyond them is cut off."""
_ITS_OWN = frozenset({400, 413, 422})
"""Statuses that say no to one item; any other says that the server or the model's name is not right."""
TOKENS = 1500
"""That an answer may have."""


class ChatFailed(TalkwatchError):
    """The server gave no answer. `is_down`: to no item, as far as that shows; else it has none to this one."""

    def __init__(self, message: str, *, is_down: bool) -> None:
        super().__init__(message)
        self.is_down = is_down


class ChatServer:
    """The server at `url`, which ends before "/chat/completions", with the model that answers; `seconds` for each."""

    def __init__(self, url: str, model: str, seconds: float) -> None:
        self._url, self._model, self._seconds = f"{url.rstrip('/')}/chat/completions", model, seconds
        # No proxy of the environment stands before one's own machine, and a redirect would lead elsewhere.
        self._client = httpx.AsyncClient(trust_env=False, follow_redirects=False, timeout=None)  # noqa: S113 - below

    async def ask(self, asked: str, about: str, schema: dict[str, Any]) -> str:
        """The answer's words. Raises ChatFailed."""
        messages = [{"role": "system", "content": asked}, {"role": "user", "content": about}]
        shape = {"type": "json_schema", "json_schema": {"name": "claims", "schema": schema}}
        body = {
            "model": self._model,
            "messages": messages,
            "temperature": 0,
            "max_tokens": TOKENS,
            "response_format": shape,
        }
        try:
            async with asyncio.timeout(self._seconds):
                return _words(await self._post(body))
        except TimeoutError as error:
            raise ChatFailed(f"no answer within {self._seconds:.0f} s", is_down=True) from error
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            raise ChatFailed(f"not reached: {str(error) or type(error).__name__}", is_down=True) from error

    async def _post(self, body: dict[str, Any]) -> bytes:
        async with self._client.stream("POST", self._url, json=body, headers={"Accept-Encoding": "identity"}) as answer:
            if answer.status_code != httpx.codes.OK:
                raise ChatFailed(f"HTTP {answer.status_code}", is_down=answer.status_code not in _ITS_OWN)
            held = bytearray()
            async for piece in answer.aiter_raw():
                held += piece
                if len(held) > LARGEST:
                    raise ChatFailed(f"an answer of more than {LARGEST >> 10} KiB", is_down=False)
            return bytes(held)

    async def close(self) -> None:
        """The connections are closed."""
        await self._client.aclose()


def _words(body: bytes) -> str:
    """What the model says in a server's answer. Raises ChatFailed for any other shape."""
    try:
        words = json.loads(body)["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise ChatFailed("an answer that is none of the chat API", is_down=False) from error
    if not isinstance(words, str):
        raise ChatFailed("an answer without words", is_down=False)
    return words
