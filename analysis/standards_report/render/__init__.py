"""Render: the two engines and the site around them."""
