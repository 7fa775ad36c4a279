<?php
// Pays the way a merchant's PHP does: the sorted pairs are the body as they are, nothing is escaped.
[, $pay_type, $out_trade_no] = $argv;
$fields = [
    'pay_type' => $pay_type,
    'out_trade_no' => $out_trade_no,
    'txcurrcd' => 'HKD',
    'txamt' => '2200',
    'txdtm' => date('Y-m-d H:i:s'),
];
ksort($fields);
$pairs = [];
foreach ($fields as $name => $value) {
    $pairs[] = "$name=$value";
}
$body = implode('&', $pairs);
$context = stream_context_create(['http' => [
    'method' => 'POST',
    'timeout' => 10,
    'header' => [
        'Content-Type: application/x-www-form-urlencoded',
        'X-QF-APPCODE: ' . getenv('QFPAY_APP_CODE'),
        'X-QF-SIGN: ' . strtoupper(md5($body . getenv('QFPAY_CLIENT_KEY'))),
    ],
    'content' => $body,
]]);
echo file_get_contents(getenv('QFPAY_BASE_URL') . '/trade/v1/payment', false, $context);
