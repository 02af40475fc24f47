#!/bin/sh
# The tmux plugin. Puts the supervisor's segment where the status line says #{supervisor_status}, and
# binds the keys that were asked for. tmux runs it: a plugin manager, or run-shell in tmux.conf.
#
#   supervisor.tmux            replaces placeholders, wherever there are any
#   supervisor.tmux enable     the same; where there are none, the segment goes to the front of
#                              status-right, as tmux cuts the end of it
#   supervisor.tmux disable    takes back what it wrote, and nothing else
#   supervisor.tmux segment    prints the segment; needs no tmux
#
# Running it again changes nothing, or brings up to date what it wrote: @supervisor_segment is the
# text, @supervisor_places where it is, @supervisor_widened the length of status-right before and
# after, @supervisor_bound_* the keys as tmux listed them. Nothing is printed: tmux would show it in
# the pane.
set -u

placeholder='#{supervisor_status}'
places='status-left status-right status-format[0] status-format[1] status-format[2] status-format[3] status-format[4]'
room=20
stale=70
newline='
'

# replace TEXT OLD NEW: $replaced is the text with every OLD replaced; nothing in it is special.
replace() {
	replaced=
	remaining=$1
	while :; do
		case $remaining in
		*"$2"*) ;;
		*) break ;;
		esac
		replaced=$replaced${remaining%%"$2"*}$3
		remaining=${remaining#*"$2"}
	done
	replaced=$replaced$remaining
}

# word TEXT: $word is the text as an argument of tmux, for which a last semicolon ends the command.
word() {
	case $1 in
	*';') word="${1%;}\\;" ;;
	*) word=$1 ;;
	esac
}

# The user's format and style are named, not copied: they may hold commas, braces and quotes, and a
# change shows at once. E: expands the user's own option; what the supervisor wrote is never expanded.
# Where no supervisor has ever written, there is nothing to show.
make_segment() {
	if [ -n "$format" ]; then
		text='#{E:@supervisor-format}'
	else
		case $ascii in
		1 | on | yes | true) text='#{@supervisor_status_ascii}' ;;
		*) text='#{@supervisor_status}' ;;
		esac
	fi
	segment="#{?#{@supervisor_beat},#{?#{e|>:#{e|-:%s,#{@supervisor_beat}},$stale},sup:down,$text},}"
	# Around the condition, where commas do no harm; then the style that was before, not the default.
	if [ -n "$style" ]; then
		segment="#[push-default]#[#{@supervisor-style}]$segment#[default]#[pop-default]"
	fi
}

action=${1-}
case $action in
'' | enable | disable) ;;
segment)
	format='' ascii=${2-} style=''
	make_segment
	printf '%s\n' "$segment"
	exit 0
	;;
*)
	echo "supervisor.tmux: no such word: $action (enable, disable, segment)" >&2
	exit 2
	;;
esac
if [ -z "${TMUX-}" ]; then
	echo "supervisor.tmux: run it from tmux: tmux run-shell '$0'" >&2
	exit 1
fi

# The client is the server's own program: other versions may not understand each other. Its pid may be
# somebody else's where this is run by hand in a container, hence the name.
server=${TMUX%,*}
server=/proc/${server##*,}/exe
program=tmux
case $(readlink "$server" 2>/dev/null) in
*/tmux*) program=$server ;;
esac
client() {
	"$program" -u "$@"
}

# tmux 3.4 puts a backslash before each dollar sign that begins a variable, in all that it prints.
as_it_is() {
	case $version in
	3.4*) sed 's/\\\(\$[A-Za-z_{]\)/\1/g' ;;
	*) cat ;;
	esac
}

# All options by one call, each between two fences, as a value may hold anything else.
fence="=supervisor=$$="
set -- display-message -p '#{version}' ';'
for name in @supervisor-format @supervisor-ascii @supervisor-style @supervisor-command \
	@supervisor-key-menu @supervisor-key-next @supervisor-key-popup \
	@supervisor_bound_menu @supervisor_bound_next @supervisor_bound_popup \
	@supervisor_segment @supervisor_places @supervisor_widened status-right-length $places; do
	set -- "$@" display-message -p "$fence" ';' show-options -gqv "$name" ';'
done
unread=$(client "$@" display-message -p "$fence") || exit 1
version=${unread%%"$newline"*}
unread=$(printf '%s\n' "$unread" | as_it_is)
unread=${unread#*"$newline"}

# $value is the next option's; empty for one that is not set.
next_value() {
	unread=${unread#"$fence$newline"}
	value=${unread%%"$fence"*}
	unread=${unread#"$value"}
	value=${value%"$newline"}
}
next_value && format=$value
next_value && ascii=$value
next_value && style=$value
next_value && launcher=$value
next_value && menu_key=$value
next_value && next_key=$value
next_value && popup_key=$value
next_value && menu_bound=$value
next_value && next_bound=$value
next_value && popup_bound=$value
next_value && before=$value
next_value && places_before=${value:+" $value "}
next_value && widened=$value
next_value && length=$value
make_segment

# Only a place that is known to be ours is touched: who wrote the segment by hand keeps it.
set --
now=
there=false
status_right=
for place in $places; do
	next_value
	new=$value
	case $places_before in
	*" $place "*)
		case $action$place$places_before in
		disablestatus-right*' front '*) replace "$new" "$before " '' && new=$replaced ;;
		esac
		replace "$new" "$before" "$placeholder" && new=$replaced
		;;
	esac
	if [ "$action" != disable ]; then
		case $new in
		*"$placeholder"*)
			replace "$new" "$placeholder" "$segment" && new=$replaced
			now="$now $place"
			;;
		esac
	fi
	case $new in
	*'@supervisor_beat'* | *'@supervisor_status'*) there=true ;;
	esac
	if [ "$place" = status-right ]; then
		status_right=$new
	fi
	if [ "$new" != "$value" ]; then
		word "$new"
		set -- "$@" set-option -g -- "$place" "$word" ';'
	fi
done

case $places_before$now in
*' front '*' status-right'*) now="$now front" ;;
esac
if [ "$action" = enable ] && [ "$there" = false ]; then
	word "$segment $status_right"
	set -- "$@" set-option -g -- status-right "$word" ';'
	now=' status-right front'
	if [ "${widened#* }" != "$length" ]; then
		widened="$length $((length + room))"
		set -- "$@" set-option -g status-right-length "$((length + room))" ';' \
			set-option -g @supervisor_widened "$widened" ';'
	fi
fi
if [ "$action" = disable ] && [ -n "$widened" ]; then
	if [ "$length" = "${widened#* }" ]; then
		set -- "$@" set-option -g status-right-length "${widened% *}" ';'
	fi
	set -- "$@" set-option -gu @supervisor_widened ';'
fi
if [ -n "$now" ]; then
	set -- "$@" set-option -g @supervisor_segment "$segment" ';' set-option -g @supervisor_places "${now# }" ';'
elif [ -n "$before" ] && [ "$action" = disable ]; then
	set -- "$@" set-option -gu @supervisor_segment ';' set-option -gu @supervisor_places ';'
fi
if [ $# -gt 0 ]; then
	client "$@" || exit 1
fi

# What tmux says is bound to a key after the prefix; nothing if nothing is.
binding() {
	word "$1"
	client list-keys -T prefix "$word" 2>/dev/null | as_it_is
}

# release WHAT BOUND: unbinds the key, unless it is somebody else's by now.
release() {
	word "${2%% *}"
	if [ "${2%% *} $(binding "${2%% *}")" = "$2" ]; then
		client unbind-key -T prefix "$word"
	fi
	client set-option -gu "@supervisor_bound_$1"
}

# take WHAT KEY BOUND COMMAND...: binds the key, unless it is somebody else's; BOUND is what was ours.
refused=
take() {
	what=$1 key=$2 bound=$3
	shift 3
	[ "$action" != disable ] || key=
	if [ -n "$bound" ] && [ "${bound%% *}" != "$key" ]; then
		release "$what" "$bound"
		bound=
	fi
	[ -n "$key" ] || return 0
	found=$(binding "$key")
	if [ -n "$found" ] && [ "$key $found" != "$bound" ]; then
		[ -z "$bound" ] || client set-option -gu "@supervisor_bound_$what"
		refused="$refused $key ($what)"
		return 0
	fi
	word "$key"
	if client bind-key -T prefix "$word" "$@" 2>/dev/null; then
		word "$key $(binding "$key")"
		client set-option -g -- "@supervisor_bound_$what" "$word"
	else
		refused="$refused $key ($what)"
	fi
}

if [ -z "$launcher" ]; then
	self=$0
	while [ -L "$self" ]; do
		target=$(readlink "$self") || exit 1
		case $target in
		/*) self=$target ;;
		*) self=${self%/*}/$target ;;
		esac
	done
	# In a checkout; as installed, by the path without links followed, which outlives an upgrade; on PATH.
	launcher=$(CDPATH='' cd -P -- "${self%/*}" && pwd -P)/src/bin/supervisor
	[ -x "$launcher" ] || launcher=${self%/lib/supervisor/*}/bin/supervisor
	[ -x "$launcher" ] || launcher=supervisor
fi
replace "$launcher" "'" "'\\''"
launcher="'$replaced'"

# The time of the key press is the client's: no process is needed to know it.
fresh="#{e|<=:#{e|-:#{client_activity},#{@supervisor_beat}},$stale}"
down="display-message 'supervisor: its server does not run; any command starts it: supervisor list'"
take menu "$menu_key" "$menu_bound" \
	if-shell -F "#{&&:#{@supervisor_menu},$fresh}" "run-shell -C '#{@supervisor_menu}'" "$down"
take next "$next_key" "$next_bound" \
	if-shell -F '#{@supervisor_next}' "run-shell -C \"switch-client -t '#{@supervisor_next}'\"" \
	"if-shell -F '$fresh' \"display-message 'supervisor: no worker needs you'\" \"$down\""
take popup "$popup_key" "$popup_bound" \
	display-popup -E -w 90% -h 80% "$launcher watch"

if [ -n "$refused" ]; then
	replace "$refused" '#' '##'
	replace "$replaced" '%' '%%'
	client display-message "supervisor: not bound, as taken or no key:$replaced"
fi
