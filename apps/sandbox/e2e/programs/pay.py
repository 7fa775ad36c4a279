"""Pays the way a merchant's Python does: sorted pairs, MD5 over text and key, a form body with `+` for a space."""
import datetime
import hashlib
import os
import sys
import urllib.parse
import urllib.request

host, app_code, client_key = (os.environ[name] for name in ("QFPAY_BASE_URL", "QFPAY_APP_CODE", "QFPAY_CLIENT_KEY"))
pay_type, out_trade_no = sys.argv[1:3]

fields = {
    "txamt": "1234",
    "txcurrcd": "HKD",
    "pay_type": pay_type,
    "out_trade_no": out_trade_no,
    "txdtm": datetime.datetime.now().strftime("%Y-%m-%d %H:%M:%S"),
    "goods_name": "絲襪奶茶 100% & more",
}
text = "&".join(f"{name}={fields[name]}" for name in sorted(fields))
sign = hashlib.md5((text + client_key).encode("utf-8")).hexdigest().upper()

request = urllib.request.Request(
    host + "/trade/v1/payment",
    data=urllib.parse.urlencode(fields).encode("ascii"),
    headers={"X-QF-APPCODE": app_code, "X-QF-SIGN": sign},
)
with urllib.request.urlopen(request, timeout=10) as reply:
    sys.stdout.write(reply.read().decode("utf-8"))
