-- Citations lead to the one list of references of the edition, and the chapter's own list is
-- left out. Pages have it at another address, the PDF in the same document.
local target = os.getenv("STANDARDS_REPORT_REFERENCES") or ""

local function to_list(link)
  if target ~= "" and FORMAT:match("html") and link.target:match("^#ref%-") then
    link.target = target .. link.target
    return link
  end
end

local function leave_out(div)
  if target ~= "" and div.identifier == "refs" then
    return {}
  end
end

return { { Link = to_list, Div = leave_out } }
