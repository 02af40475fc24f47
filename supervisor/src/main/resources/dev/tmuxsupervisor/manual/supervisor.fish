# fish completion for supervisor
# Made from the program's own model of its command line; do not edit. Names of workers and of all
# that the program knows are found without starting one.

@VERBS@

# What has been typed: the verbs, how many words that are no options, and where "--" is. It is asked
# for many times at one TAB.
function __supervisor_read
    set -l words (commandline -opc)
    test "$words" = "$__supervisor_words"; and return
    set -g __supervisor_words $words
    set -g __supervisor_path ''
    set -g __supervisor_place 0
    set -g __supervisor_dashes 0
    set -l wanting 0
    set -l takes (__supervisor_takes '')
    set -l i 1
    for word in $words[2..-1]
        set i (math $i + 1)
        set -l longer (string trim -- "$__supervisor_path $word")
        if test $wanting -eq 1
            set wanting 0
        else if test $__supervisor_dashes -gt 0
            set __supervisor_place (math $__supervisor_place + 1)
        else if test "$word" = --
            set __supervisor_dashes $i
        else if string match -q -- '-?*' $word
            contains -- $word $takes; and set wanting 1
        else if test $__supervisor_place -eq 0; and contains -- $longer $__supervisor_paths
            set __supervisor_path $longer
            set takes (__supervisor_takes $longer)
        else
            set __supervisor_place (math $__supervisor_place + 1)
        end
    end
end

# Whether what is typed are another program's words.
function __supervisor_runs
    __supervisor_read
    test $__supervisor_dashes -gt 0; and contains -- "$__supervisor_path" $__supervisor_running
end

# Whether these verbs have been typed, and, if so many words are said: that many, or "+" at least.
function __supervisor_is
    __supervisor_read
    contains -- "$__supervisor_path" (string split , -- $argv[1]); or return
    test (count $argv) -eq 1; and return
    __supervisor_runs; and return 1
    set -l place (string trim -r -c + -- $argv[2])
    if string match -q -- '*+' $argv[2]
        test $__supervisor_place -ge $place
    else
        test $__supervisor_place -eq $place
    end
end

# The workers that the supervisor knows: one JSON object a line. A line that a writer left torn, or
# of another form, is passed over, and so is a worker that is gone.
function __supervisor_workers
    set -l state $XDG_STATE_HOME
    string match -q '/*' -- $state; or set state $HOME/.local/state
    test -f $state/supervisor/workers.jsonl -a -r $state/supervisor/workers.jsonl; or return
    set -l form '^\{"name":"([A-Za-z0-9_/-]+)","root":"(.*)"\}$'
    for line in (string replace -rf $form '$1\t$2' <$state/supervisor/workers.jsonl)
        set -l worker (string split -m 1 \t -- $line)
        # Escaped as JSON, a root is no path.
        if string match -q '*\\\\*' -- $worker[2]; or test -d $worker[2]/$worker[1]/.runtime
            echo $worker[1]
        end
    end
end

function __supervisor_workers_or_directories
    if string match -qr '^[./~]' -- (commandline -ct)
        __fish_complete_directories (commandline -ct)
    else
        __supervisor_workers
    end
end

function __supervisor_servers
    set -l directory /tmp/supervisor-(id -u)
    string match -q '/*' -- $XDG_RUNTIME_DIR; and set directory $XDG_RUNTIME_DIR/supervisor
    for socket in $directory/*.sock
        test -S $socket; and string replace -r '^.*/(.*)\.sock$' '$1' -- $socket
    end
end

# Words with commas between them.
function __supervisor_list
    set -l before (string replace -r '^(--[a-z-]+=)?(.*,)?.*$' '$2' -- (commandline -ct))
    printf '%s\n' "$before"$argv
end

# Another program's words, behind "--".
function __supervisor_program
    set -l words (commandline -opc)
    set -l first (math $__supervisor_dashes + 1)
    complete -C (string join -- ' ' (string escape -- $words[$first..-1]) (commandline -ct))
end
