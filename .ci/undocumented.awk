# Prints the `package` declarations without a documentation comment (for `public` ones swift-format does). A member that
# implements a protocol's requirement inherits its comment, so a name counts as documented if it is anywhere in the
# sources.

BEGIN {
    split("description debugDescription customMirror hash encode < ==", standard, " ")
    for (i in standard) known[standard[i]] = 1
}
FNR == 1 { documented = 0 }
match($0, /^ *(@[^ ]+ +)*([a-z]+(\([a-z]+\))? )*(let|var|func|init|subscript|struct|enum|class|actor|protocol|typealias|macro)[ (<?]/) {
    declaration = substr($0, 1, RLENGTH)
    name = substr($0, RLENGTH + 1)
    sub(/[ (:].*/, "", name)
    if (name ~ /^[A-Za-z_]/) sub(/[<{=].*/, "", name)
    if (declaration ~ /(init|subscript)[ (<?]$/) name = "init at " FILENAME ":" FNR
    if (documented) known[name] = 1
    else if (declaration ~ /(^| )package /) missing[++count] = name SUBSEP FILENAME ":" FNR ":" $0
}
{ documented = /^ *\/\/\// || (documented && /^ *(@|#)/) }
END {
    for (i = 1; i <= count; i++) {
        split(missing[i], part, SUBSEP)
        if (!(part[1] in known)) print part[2]
    }
}
