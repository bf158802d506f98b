-- A table with a label becomes a figure, as Quarto sets it: caption above, and the table in a
-- region of its own that scrolls on small screens, by keyboard too.
local function labelled(element)
  if element.identifier == "" then
    return nil
  end
  local label = pandoc.utils.stringify(element.caption.long)
  local caption = pandoc.Blocks({
    pandoc.RawBlock("html", '<figure id="' .. element.identifier .. '" class="table-figure"><figcaption>'),
  })
  caption:extend(element.caption.long)
  caption:insert(pandoc.RawBlock("html", "</figcaption>"))
  element.identifier = ""
  element.caption = { long = {} }
  local attributes = { { "tabindex", "0" }, { "role", "region" }, { "aria-label", label } }
  caption:insert(pandoc.Div({ element }, pandoc.Attr("", { "table-scroll" }, attributes)))
  caption:insert(pandoc.RawBlock("html", "</figure>"))
  return caption, false
end

return { { traverse = "topdown", Table = labelled } }
