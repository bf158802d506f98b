"""What the real report promises."""
