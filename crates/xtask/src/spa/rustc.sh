#!/bin/sh
# Compiles the SPA's own crates. LLVM would make one function of all whose bodies are the same and keep the name of one of
# them; `wasm-parts` then takes what is called from everywhere for that one's part's. Within a part, wasm-opt does the same
# later. The switch has no stable name, so the compiler has to be told that it may be used.
RUSTC_BOOTSTRAP=1 exec "$@" -Zmerge-functions=disabled
