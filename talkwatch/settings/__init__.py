"""What the user chose: paths, config, keymap and tracks."""
