-- What print does in its own way, under both engines. In a block of the class `on-the-web`, a
-- figure or table keeps its number and its caption in the PDF, so that references find it, and
-- says where on the web it is. A block of the class `in-columns` is set in two columns there.
-- Pages show both as any other text.
local report = require("./report")

-- The figures and tables that print leaves to the web, by identifier: the words in their place.
local left_out = {}

local function pointer(item)
  local target = report.address(item.page)
  local name = pandoc.Str(item.page)
  local words = pandoc.Inlines("On the web, with its data: ")
  words:insert(target and pandoc.Link(name, target) or name)
  words:insert(pandoc.Str("."))
  return pandoc.Blocks({ pandoc.Plain(words) })
end

local function noted(div)
  local identifier = (div.attributes["notebook-cellId"] or ""):gsub("^cell%-", "")
  local item = report.item(identifier)
  if not div.classes:includes("quarto-embed-nb-cell") or not item then
    return nil
  end
  left_out[identifier] = pointer(item)
  return div.content
end

local function on_the_web(div)
  if report.can("typst") and div.classes:includes("on-the-web") then
    return div.content:walk({ Div = noted })
  end
end

-- Quarto numbers its floats later, and shows them to the filters of a document alone: a walk below
-- a block does not meet them. The embedded engine has the numbers in the captions by now.
local function float(element)
  local words = left_out[element.identifier]
  if words then
    element.content = words
    return element
  end
end

local function as_figure(element, classes)
  local words = left_out[element.identifier]
  return words and pandoc.Figure(words, element.caption, pandoc.Attr(element.identifier, classes)) or nil
end

local function figure(element)
  return as_figure(element, { "on-the-web" })
end

local function counted(element)
  return as_figure(element, { "on-the-web", "table" })
end

local function in_columns(div)
  if not report.can("typst") or not div.classes:includes("in-columns") then
    return nil
  end
  local blocks = pandoc.Blocks({ pandoc.RawBlock("typst", "#in-columns[") })
  blocks:extend(div.content)
  blocks:insert(pandoc.RawBlock("typst", "]"))
  return blocks
end

local floats = { FloatRefTarget = float, Figure = figure, Table = counted }

return { { Div = on_the_web }, floats, { Div = in_columns } }
