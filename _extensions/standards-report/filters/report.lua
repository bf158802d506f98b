-- What the report computed, for filters: the same file under both engines. The embedded engine
-- says in the environment where it is. Quarto has it at the root, above _extensions; where that
-- is, Quarto does not say while it previews one chapter, so this file's own place does.
local M = {}

local function above(place, levels)
  return levels == 0 and place or above(pandoc.path.directory(place), levels - 1)
end

local project = quarto and quarto.project or {}
local here = pandoc.path.normalize(debug.getinfo(1, "S").source:sub(2))
local path = os.getenv("STANDARDS_REPORT_INDEX") or pandoc.path.join({ above(here, 4), "_report.json" })

-- Path from the page to the root of the edition, without a slash at its end.
M.offset = os.getenv("STANDARDS_REPORT_OFFSET") or project.offset or "."

-- What a form of text can do beyond what all can. A filter asks for that, never for a name: files
-- beside the text to lead to, drawings in the text, pop-ups, scripts and styles of its own, Typst's
-- code. A form that is not here is set with Pandoc's own elements alone.
local abilities = {
  html = { files = true, drawings = true, popups = true, scripts = true },
  markdown = { files = true },
  typst = { typst = true },
}
-- The embedded engine says the form; a form may be written by the writer of another one.
local form = os.getenv("STANDARDS_REPORT_FORM") or FORMAT
function M.can(what)
  for known, own in pairs(abilities) do
    if form:match(known) then
      return own[what] == true
    end
  end
  return false
end

local function read()
  local file = io.open(path, "rb")
  if not file then
    error("no " .. path .. ": run standards-report build, or quarto render at the root")
  end
  local text = file:read("a")
  file:close()
  return pandoc.json.decode(text, false)
end

local loaded
function M.index()
  loaded = loaded or read()
  return loaded
end

-- The figure or table with that identifier, or nil.
function M.item(identifier)
  return M.index().items[identifier]
end

-- Address of a file of the edition as seen from the page; elsewhere only if the site has one.
function M.address(file)
  if M.can("files") then
    return M.offset .. "/" .. file
  end
  local site = M.index().site
  return site ~= "" and site .. "/" .. file or nil
end

-- Quarto has to be told of the scripts; the embedded engine's pages load them themselves.
local scripts = {}
for _, name in ipairs({ "answers", "claims", "figures", "ledger", "points", "popups", "tables" }) do
  table.insert(scripts, "../scripts/" .. name .. ".js")
end
function M.load_scripts()
  if quarto and quarto.doc and M.can("scripts") then
    quarto.doc.add_html_dependency({ name = "standards-report", scripts = scripts, stylesheets = { "../styles/report.css" } })
  end
end

return M
