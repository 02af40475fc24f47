# bash completion for supervisor                            -*- shell-script -*-
# Made from the program's own model of its command line; do not edit. Starts no program but what
# completes the words behind "--".

# What may be typed behind these verbs, for _supervisor: "takes" has the options with a value, and
# "?" before it where that must be attached; "places" the words that are no options, "+" the last one
# again and again.
_supervisor_at() {
	case $1 in
@VERBS@
	*) return 1 ;;
	esac
}

# The workers that the supervisor knows: one JSON object a line. A line that a writer left torn, or
# of another form, is passed over, and so is a worker that is gone.
_supervisor_workers() {
	local LC_ALL=C state=${XDG_STATE_HOME-} line name root
	local -a lines
	[[ $state == /* ]] || state=$HOME/.local/state
	[[ -f $state/supervisor/workers.jsonl && -r $state/supervisor/workers.jsonl ]] || return
	mapfile -t lines <"$state/supervisor/workers.jsonl"
	for line in "${lines[@]}"; do
		[[ $line == '{"name":"'"$cur"*'","root":"'*'"}' ]] || continue
		name=${line#'{"name":"'} name=${name%%\"*}
		root=${line#*'","root":"'} root=${root%'"}'}
		[[ $name == *[!A-Za-z0-9_/-]* ]] && continue
		# Escaped as JSON, a root is no path.
		[[ -d $root/$name/.runtime || $root == *\\* ]] && COMPREPLY+=("$name")
	done
}

_supervisor_servers() {
	local socket directory=/tmp/supervisor-$UID
	[[ ${XDG_RUNTIME_DIR-} == /* ]] && directory=$XDG_RUNTIME_DIR/supervisor
	for socket in "$directory"/*.sock; do
		[[ -S $socket ]] || continue
		socket=${socket##*/}
		_supervisor_words '' "${socket%.sock}"
	done
}

# Those that begin as the word does, each behind the same beginning.
_supervisor_words() {
	local before=$1 word
	shift
	for word; do
		[[ $before$word == "$cur"* ]] && COMPREPLY+=("$before$word")
	done
}

# Another program's words, the first of which has this number.
_supervisor_program() {
	if declare -F _comp_command_offset >/dev/null; then
		_comp_command_offset "$1"
	elif declare -F _command_offset >/dev/null; then
		_command_offset "$1"
	elif ((COMP_CWORD == $1)); then
		mapfile -t COMPREPLY < <(compgen -c -- "$cur")
	else
		compopt -o default
	fi
}

_supervisor_value() {
	local -a kind
	read -ra kind <<<"$1"
	case ${kind[0]-} in
	words) _supervisor_words '' "${kind[@]:1}" ;;
	list) _supervisor_words "${cur%"${cur##*,}"}" "${kind[@]:1}" ;;
	worker) _supervisor_workers ;;
	worker-or-directory)
		case $cur in
		[./~]*) compopt -o dirnames ;;
		*) _supervisor_workers ;;
		esac
		;;
	directory)
		# They come beside words, or instead of none.
		if ((${#COMPREPLY[@]})); then compopt -o plusdirs; else compopt -o dirnames; fi
		;;
	file) compopt -o default ;;
	server) _supervisor_servers ;;
	variable) mapfile -t COMPREPLY < <(compgen -e -- "$cur") ;;
	program) _supervisor_program "$COMP_CWORD" ;;
	esac
}

_supervisor() {
	local path='' last='' wanting='' given=' ' word cur=${COMP_WORDS[COMP_CWORD]}
	local -i i place=0 dashes=0
	local program many
	local -a verbs options places
	local -A takes
	COMPREPLY=()
	_supervisor_at ''
	for ((i = 1; i < COMP_CWORD; i++)); do
		word=${COMP_WORDS[i]}
		if [[ $word == [=:] ]]; then # bash takes the word apart there
			wanting=${last:-=} last=
		elif [[ $wanting ]]; then
			wanting='' last=
		elif ((dashes)); then
			place+=1
		elif [[ $word == -- ]]; then
			dashes=i
		elif [[ $word == -?* ]]; then
			last=$word given+="${word%%=*} "
			[[ ${takes[$word]-\?} == \?* ]] || wanting=$word
		elif ((place == 0)) && _supervisor_at "${path:+$path }$word"; then
			path+=${path:+ }$word given=' '
		else
			_supervisor_at "$path"
			place+=1
		fi
	done
	if [[ $cur == = ]]; then
		wanting=${last:-=} cur=
	fi
	cur=${cur#[\"\']}
	if ((dashes)) && [[ $program ]]; then
		_supervisor_program "$((dashes + 1))"
	elif [[ $wanting ]]; then
		_supervisor_value "${takes[$wanting]#\?}"
	elif ((!dashes)) && [[ $cur == -* ]]; then
		for word in "${options[@]}"; do
			[[ $given == *" $word "* && $many != *" $word "* ]] || _supervisor_words '' "$word"
		done
	else
		((place)) || _supervisor_words '' "${verbs[@]}"
		word=${places[place]-}
		if [[ ! $word && "${places[*]}" == *+ ]]; then
			word=${places[-1]}
		fi
		_supervisor_value "${word%+}"
	fi
}

complete -F _supervisor supervisor
