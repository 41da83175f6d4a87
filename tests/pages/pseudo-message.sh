#!/bin/sh
# The filter of msgfilter: one message in, the same in brackets and 40 % longer out. Placeholders and a line's end stay what they are.
set -eu

text=$(cat; printf x)
text=${text%x}
end=
case $text in
  *'
') end='
' ;;
esac
text=${text%"$end"}
length=$((${#text} * 2 / 5))
padding=
# By words, so that it may wrap where a real translation may.
while [ ${#padding} -lt "$length" ]; do
  padding="$padding lorem"
done
printf '⟦%s%s⟧%s' "$text" "$padding" "$end"
