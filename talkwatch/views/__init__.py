"""What a panel says: the board as rows of plain values, without widgets or colours."""
