# fish completion for supervisor
# Made from the program's own model of its command line; do not edit. Names of workers and of all
# that the program knows are found without starting one. One function offers everything: conditions,
# one for each line of complete(1), would take longer than a person should wait at TAB.

@VERBS@

# What has been typed: the verbs, how many words that are no options, where "--" is, and which
# option wants a value. Where string(1) gets no text, it would wait for some: hence the empty ones.
function __supervisor_read
    set -g __supervisor_path ''
    set -g __supervisor_place 0
    set -g __supervisor_dashes 0
    set -g __supervisor_wanting ''
    set -l takes (__supervisor_takes '')
    set -l words (commandline -opc)
    set -l i 1
    for word in $words[2..-1]
        set i (math $i + 1)
        set -l longer (string trim -- "$__supervisor_path $word")
        if test -n "$__supervisor_wanting"
            set __supervisor_wanting ''
        else if test $__supervisor_dashes -gt 0
            set __supervisor_place (math $__supervisor_place + 1)
        else if test "$word" = --
            set __supervisor_dashes $i
        else if string match -q -- '-?*' $word
            set __supervisor_wanting (string match -- "$word *" '' $takes)
        else if test $__supervisor_place -eq 0; and contains -- $longer $__supervisor_paths
            set __supervisor_path $longer
            set takes (__supervisor_takes $longer)
        else
            set __supervisor_place (math $__supervisor_place + 1)
        end
    end
end

function __supervisor_offer
    __supervisor_read
    set -l token (commandline -ct)
    if test $__supervisor_dashes -gt 0; and contains -- "$__supervisor_path" $__supervisor_running
        __supervisor_program
    else if test -n "$__supervisor_wanting"
        __supervisor_value '' "$token" (string split ' ' -- $__supervisor_wanting)[2..-1]
    else if test $__supervisor_dashes -eq 0; and string match -q -- '--*=*' $token
        set -l parts (string split -m 1 = -- $token)
        set -l taken (string match -- "$parts[1] *" '' (__supervisor_takes $__supervisor_path))
        __supervisor_value $parts[1]= $parts[2] (string split ' ' -- "$taken")[2..-1]
    else if test $__supervisor_dashes -eq 0; and string match -q -- '-*' $token
        __supervisor_options $__supervisor_path
    else
        test $__supervisor_place -eq 0; and __supervisor_verbs $__supervisor_path
        set -l places (__supervisor_places $__supervisor_path)
        set -l place $places[(math $__supervisor_place + 1)]
        test -z "$place"; and set place (string match -- '*+' "$places[-1]")
        __supervisor_value '' "$token" (string trim -r -c + -- "$place")
    end
end

# What a value may be, behind this beginning of the word: what is typed of it, its kind and words.
function __supervisor_value
    set -l before $argv[1]
    set -l typed $argv[2]
    switch "$argv[3]"
        case words
            printf '%s\n' "$before"$argv[4..-1]
        case list
            printf '%s\n' "$before"(string replace -r '[^,]*$' '' -- "$typed")$argv[4..-1]
        case worker
            __supervisor_workers "$before" "$typed"
        case worker-or-directory
            if string match -qr '^[./~]' -- $typed
                __fish_complete_directories $typed
            else
                __supervisor_workers "$before" "$typed"
            end
        case directory
            printf '%s\n' "$before"(__fish_complete_directories "$typed")
        case file
            printf '%s\n' "$before"(__fish_complete_path "$typed")
        case server
            __supervisor_servers
        case variable
            printf '%s\n' "$before"(set -xn)
        case program
            __fish_complete_command
    end
end

# The workers that the supervisor knows: one JSON object a line. A line that a writer left torn, or
# of another form, is passed over, and so is a worker that is gone. Behind the first argument, and
# only those that begin with the second.
function __supervisor_workers
    set -l state $XDG_STATE_HOME
    string match -q '/*' -- $state; or set state $HOME/.local/state
    test -f $state/supervisor/workers.jsonl -a -r $state/supervisor/workers.jsonl; or return
    set -l typed (string escape --style=regex -- "$argv[2]")
    set -l form '^\{"name":"('$typed'[A-Za-z0-9_/-]*)","root":"(.*)"\}$'
    for worker in (string replace -rf $form '$2//$1' <$state/supervisor/workers.jsonl)
        # Escaped as JSON, a root is no path.
        if test -d $worker/.runtime; or string match -q '*\\\\*' -- $worker
            echo $worker
        end
    end | string replace -r '^.*//' "$argv[1]"
end

function __supervisor_servers
    set -l directory "$XDG_RUNTIME_DIR/supervisor"
    string match -q '/*' -- $XDG_RUNTIME_DIR; or set directory /tmp/supervisor-(id -u)
    for socket in $directory/*.sock
        test -S $socket; and string replace -r '^.*/(.*)\.sock$' '$1' -- $socket
    end
end

# Another program's words, behind "--".
function __supervisor_program
    set -l words (commandline -opc)
    set -l first (math $__supervisor_dashes + 1)
    complete -C (string join -- ' ' (string escape -- $words[$first..-1]) (commandline -ct))
end

complete -c supervisor -f -a '(__supervisor_offer)'
