-- A chapter as plain Markdown, for programs: a figure is its drawing with its caption below, and
-- what only groups or marks text on pages is gone.
local report = require("./report")

local function figure(element)
  local item = report.item(element.identifier)
  local blocks = pandoc.Blocks({})
  if item and item.drawing ~= "" then
    blocks:insert(pandoc.Para({ pandoc.Image(item.alt, report.address(item.drawing)) }))
  else
    blocks:extend(element.content)
  end
  blocks:extend(element.caption.long)
  return blocks
end

local function captioned(element)
  local caption = element.caption.long
  element.caption = { long = {} }
  element.attr = pandoc.Attr()
  local blocks = pandoc.Blocks(caption)
  blocks:insert(element)
  return blocks
end

local function content(element)
  return element.content
end

local function plain_link(link)
  link.attr = pandoc.Attr()
  link.title = ""
  if link.target:sub(1, 1) == "#" then
    link.target = os.getenv("STANDARDS_REPORT_PAGE") .. link.target
  end
  return link
end

local function plain_heading(header)
  header.attr = pandoc.Attr()
  return header
end

return {
  { Figure = figure, Table = captioned },
  { Div = content, Span = content, Link = plain_link, Header = plain_heading },
}
