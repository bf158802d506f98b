-- A table wider than a small screen scrolls in a region of its own, by keyboard too.
local function scrolling(element)
  local label = pandoc.utils.stringify(element.caption.long)
  local attributes = { tabindex = "0", role = "region", ["aria-label"] = label }
  return pandoc.Div({ element }, pandoc.Attr("", { "table-scroll" }, attributes)), false
end

return { { traverse = "topdown", Table = scrolling } }
