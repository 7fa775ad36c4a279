<?php
// Signs field sets by QFPay's rules. Knows nothing of @qf/signing.
//
// Standard input: the key, then one JSON list of [name, value] pairs a line.
// Standard output: one line for each set, its MD5 and its SHA256.

$lines = explode("\n", stream_get_contents(STDIN));
$key = array_shift($lines);

foreach ($lines as $line) {
    $pairs = array_filter(json_decode($line, true, 512, JSON_THROW_ON_ERROR), fn ($pair) => $pair[1] !== '');
    usort($pairs, fn ($a, $b) => strcmp($a[0], $b[0]));
    $text = implode('&', array_map(fn ($pair) => $pair[0] . '=' . $pair[1], $pairs)) . $key;
    echo strtoupper(md5($text)), ' ', strtoupper(hash('sha256', $text)), "\n";
}
