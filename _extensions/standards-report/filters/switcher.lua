-- Quarto's pages get the link to the other editions from here; those of the embedded engine
-- have it in their bar. The script makes a menu of it.
local report = require("./report")

local function with_link(doc)
  if not (quarto and quarto.doc and report.can("scripts")) then
    return nil
  end
  quarto.doc.add_html_dependency({
    name = "standards-report-switcher",
    scripts = { "../scripts/switcher.js" },
    stylesheets = { "../styles/report.css" },
  })
  local link = '<nav class="edition-switch" aria-label="Editions"><a data-edition-switch data-offset="%s" href="%s">All editions</a></nav>'
  local html = string.format(link, report.offset, report.address("../index.html"))
  doc.blocks:insert(1, pandoc.RawBlock("html", html))
  return doc
end

return { { Pandoc = with_link } }
