-- Figures and tables of the PDF: alt text, which Pandoc's Typst writer does not pass on, and
-- captions that stay with what they describe.
local report = require("./report")

local function quoted(text)
  return '"' .. text:gsub("\\", "\\\\"):gsub('"', '\\"') .. '"'
end

local function figure(element)
  local item = report.item(element.identifier)
  if not item then
    return nil
  end
  local caption = pandoc.write(pandoc.Pandoc(element.caption.long), "typst"):gsub("%s+$", "")
  return pandoc.RawBlock(
    "typst",
    string.format(
      "#figure(image(%s, alt: %s, width: 11.5cm), caption: [%s], alt: %s) <%s>",
      quoted("figures/" .. element.identifier .. ".svg"),
      quoted(item.alt),
      caption,
      quoted(item.alt),
      element.identifier
    )
  )
end

return { { Figure = figure } }
