# Sourced by the scripts beside it: sets PYTHON to a Python 3.11 or newer, or says what is missing.
# PYTHON from the environment is taken first.
find_python() {
  local candidate seen=""
  for candidate in "${PYTHON:-}" python3 python3.14 python3.13 python3.12 python3.11 python; do
    [ -n "$candidate" ] && command -v "$candidate" >/dev/null 2>&1 || continue
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      PYTHON=$candidate
      return 0
    fi
    seen="$seen
  $(command -v "$candidate"): $("$candidate" --version 2>&1 | head -n 1)"
  done
  echo "This project needs Python 3.11 or newer. Found: ${seen:-none}" >&2
  echo "Install one (for example the package python3.11), or name one: PYTHON=/path/to/python3.11 bash $0" >&2
  return 1
}
find_python || exit 1
