-- Under every figure and table: note, source, as-of date, notebook cell, data, its own page, the
-- figure as a file, and how to cite it.
local report = require("./report")

local function sentence(words)
  return pandoc.Inlines(pandoc.Str(words))
end

-- A link where the page or the site makes the file reachable, its name elsewhere.
local function link(label, file, name)
  local target = report.address(file)
  if target then
    return pandoc.Inlines({ pandoc.Link(label, target) })
  end
  return pandoc.Inlines({ pandoc.Str(label .. ": " .. name) })
end

local function further(label, file, name)
  local parts = pandoc.Inlines({ pandoc.Space(), pandoc.Str("·"), pandoc.Space() })
  parts:extend(link(label, file, name))
  return parts
end

-- Opens without a script; a script adds a button that copies the text.
local function citation(item)
  local text = pandoc.write(pandoc.Pandoc({ pandoc.Plain({ pandoc.Str(item.citation) }) }), "html")
  local open = '<details class="cite"><summary>Cite</summary><p class="cite-text">'
  return pandoc.RawBlock("html", open .. text:gsub("%s+$", "") .. "</p></details>")
end

local function lines_of(item)
  local parts = pandoc.Inlines({})
  if item.note ~= "" then
    parts:extend(sentence(item.note))
    parts:insert(pandoc.Space())
  end
  parts:extend(sentence("Source: " .. item.source .. "."))
  if item.when ~= "" then
    parts:insert(pandoc.Space())
    parts:extend(sentence(item.when .. "."))
  end
  parts:insert(pandoc.Space())
  parts:extend(link("Notebook", item.notebook, item.cell))
  parts:extend(further("Data", item.csv, item.file))
  if report.can("files") then
    parts:extend(further("Share", item.page))
  end
  if report.can("files") and item.drawing ~= "" then
    parts:extend(further("SVG", item.drawing))
    parts:extend(further("PNG", item.picture))
  end
  return parts
end

local function provenance(item)
  local paragraph = pandoc.Para(lines_of(item))
  if report.can("typst") then
    return { pandoc.RawBlock("typst", "#origin["), paragraph, pandoc.RawBlock("typst", "]") }
  end
  local content = report.can("popups") and { paragraph, citation(item) } or { paragraph }
  return { pandoc.Div(content, pandoc.Attr("", { "provenance" })) }
end

-- Both engines wrap an embedded cell in a Div that names the cell after its label. Quarto also
-- notes there where on this machine the notebook lies; pages must not say so.
local function complete_embed(div)
  if not div.classes:includes("quarto-embed-nb-cell") then
    return nil
  end
  local cell = div.attributes["notebook-cellId"] or ""
  div.attributes = {}
  local item = report.item((cell:gsub("^cell%-", "")))
  if item then
    div.content:extend(provenance(item))
  end
  return div
end

return { { Div = complete_embed } }
