-- A table with a label becomes a figure, as Quarto sets it: caption above, and the table in a
-- region of its own that scrolls on small screens, by keyboard too. One without a label scrolls
-- as well; it is no landmark, as it has no name of its own.
local function scrolling(element, role, label)
  local attributes = { { "tabindex", "0" }, { "role", role }, { "aria-label", label } }
  return pandoc.Div({ element }, pandoc.Attr("", { "table-scroll" }, attributes))
end

local function header_words(element)
  local words = {}
  for _, row in ipairs(element.head.rows) do
    for _, cell in ipairs(row.cells) do
      words[#words + 1] = pandoc.utils.stringify(cell.contents)
    end
  end
  return "Table: " .. table.concat(words, ", ")
end

local function in_region(element)
  if element.identifier == "" then
    return scrolling(element, "group", header_words(element)), false
  end
  local label = pandoc.utils.stringify(element.caption.long)
  local caption = pandoc.Blocks({
    pandoc.RawBlock("html", '<figure id="' .. element.identifier .. '" class="table-figure"><figcaption>'),
  })
  caption:extend(element.caption.long)
  caption:insert(pandoc.RawBlock("html", "</figcaption>"))
  element.identifier = ""
  element.caption = { long = {} }
  caption:insert(scrolling(element, "region", label))
  caption:insert(pandoc.RawBlock("html", "</figure>"))
  return caption, false
end

-- Tables of the ledgers stand in regions already.
local function leave(div)
  if div.classes:includes("table-scroll") then
    return div, false
  end
end

return { { traverse = "topdown", Div = leave, Table = in_region } }
