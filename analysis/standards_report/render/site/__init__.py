"""Everything of an edition put together and published in one move. Nothing here makes a page."""
