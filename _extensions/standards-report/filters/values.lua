-- A number in the text leads to the notebook cell that computed it.
local report = require("./report")

local function link_value(span)
  local name = span.attributes["data-id"] or span.attributes["id"]
  local value = span.classes:includes("value") and report.index().values[name]
  if not value or not report.can("popups") then
    return nil
  end
  -- A list of pairs: the order of a table with keys differs from run to run.
  local attributes = { { "data-id", name }, { "title", value.title } }
  return pandoc.Link(span.content, report.address(value.notebook), "", pandoc.Attr("", { "value" }, attributes))
end

return { { Span = link_value } }
