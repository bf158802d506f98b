"""How quantities change: growth, ranks, fitted curves. Nothing here knows what grows."""
