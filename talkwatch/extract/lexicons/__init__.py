"""Words and rules as data, with the script that makes the generated part."""
