-- Citations lead to the one list of references of the edition. Pages have it at another address,
-- and hide their own, from which pop-ups take their words; the PDF has it in the same document.
local target = os.getenv("STANDARDS_REPORT_REFERENCES") or ""

local function to_list(link)
  if target ~= "" and FORMAT:match("html") and link.target:match("^#ref%-") then
    link.target = target .. link.target
    return link
  end
end

local function hide(div)
  if target == "" or div.identifier ~= "refs" then
    return nil
  end
  if not FORMAT:match("html") then
    return {}
  end
  div.attributes = { { "hidden", "" } }
  return div
end

return { { Link = to_list, Div = hide } }
