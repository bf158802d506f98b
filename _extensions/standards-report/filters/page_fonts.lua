-- Quarto's pages load the fonts that every edition carries; the embedded engine's do so anyway.
local report = require("./report")

local function with_fonts(meta)
  if report.can("scripts") and quarto and quarto.doc then
    local link = '<link rel="stylesheet" href="%s/assets/fonts.css">'
    quarto.doc.include_text("in-header", link:format(report.offset))
  end
  return meta
end

return { { Meta = with_fonts } }
