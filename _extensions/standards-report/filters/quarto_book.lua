-- Quarto's PDF: the first page, and where the appendix begins. Quarto puts a chapter of its own
-- there, which the report has no use for.
local first_page = require("./first_page")

local function is_appendix()
  local state = quarto.doc.file_metadata()
  local file = state and state.file
  return file and file.bookItemType == "appendix"
end

local begun = false

local function opening(header)
  if not quarto.doc.is_format("typst") or header.level ~= 1 or begun or not is_appendix() then
    return nil
  end
  begun = true
  local start = pandoc.RawBlock("typst", "#show: appendices")
  return header.classes:includes("unnumbered") and { start } or { start, header }
end

local function content_of(point)
  return point.content
end

local function front(div)
  return quarto.doc.is_format("typst") and first_page.set(div, content_of) or nil
end

return quarto.utils.combineFilters({
  quarto.utils.file_metadata_filter(),
  { Header = opening, Div = front },
})
