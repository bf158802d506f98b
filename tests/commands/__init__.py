"""What commands do and say."""
