-- Sets the SVG of a figure into the page, so that its text is text and follows the theme.
local report = require("./report")

local function set_into_page(figure)
  local item = report.can("drawings") and figure.identifier ~= "" and report.item(figure.identifier)
  if not item or item.svg == "" then
    return nil
  end
  local raw = pandoc.RawInline("html", item.svg)
  local content = figure.content:walk({
    Image = function()
      return raw
    end,
  })
  figure.content = content
  figure.attributes = {}
  return figure
end

return { { FloatRefTarget = set_into_page, Figure = set_into_page } }
