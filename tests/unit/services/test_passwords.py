from time import process_time

import pytest

from services.accounts.passwords import Hasher, check_password, random_password
from services.rights.access_errors import (
    PasswordCommonError,
    PasswordContainsNameError,
    PasswordMonotonousError,
    PasswordTooLongError,
    PasswordTooShortError,
)
from settings import Settings

CHEAP = Settings(password_hash_rounds=1, password_hash_memory_kib=8)


@pytest.mark.parametrize("password", ["a7#kPq2xLm", "四月的风吹过海面啊", "correct zebra stapler", "１２a７#kPq2xLm"])
def test_a_long_unusual_password_is_taken(password):
    check_password(CHEAP, password + "!", "zhang", "张三")


@pytest.mark.parametrize(
    ("password", "error"),
    [
        ("", PasswordTooShortError),
        ("a7#kPq2xL", PasswordTooShortError),
        ("a7#kPq2x" * 26, PasswordTooLongError),
        ("password123", PasswordCommonError),
        ("P@ssw0rd2018!", PasswordCommonError),
        ("woaini1314520", PasswordCommonError),
        ("1234567890", PasswordCommonError),
        ("Ｄａｌｉａｎ２０１８", PasswordCommonError),
        ("ZhangSan#kPq2", PasswordContainsNameError),
        ("张三丰一二三四五六七", PasswordContainsNameError),
        ("abababababab", PasswordMonotonousError),
        ("efghijklmnop", PasswordMonotonousError),
        ("lkjhgfdsapoi", PasswordMonotonousError),
        ("34567890123456", PasswordMonotonousError),
    ],
)
def test_an_easy_password_is_refused(password, error):
    with pytest.raises(error):
        check_password(CHEAP, password, "zhangsan", "张三丰")


def test_a_name_of_one_or_two_signs_forbids_nothing():
    check_password(CHEAP, "a7#kPq2xLm", "a", "七")


def test_the_shortest_length_is_the_installations():
    strict = Settings(password_min_length=16)
    with pytest.raises(PasswordTooShortError) as refused:
        check_password(strict, "a7#kPq2xLm")
    assert refused.value.params == {"length": 16}


def test_a_hash_is_argon2id_salted_and_fits_only_its_password():
    hasher = Hasher(CHEAP)
    first, second = hasher.hash("a7#kPq2xLm"), hasher.hash("a7#kPq2xLm")
    assert first.startswith("$argon2id$")
    assert first != second
    assert hasher.fits(first, "a7#kPq2xLm")
    assert hasher.fits(first, "ａ７#kPq2xLm")
    assert not hasher.fits(first, "a7#kPq2xLn")


@pytest.mark.parametrize("kept", [None, "", "plain text", "$argon2id$broken"])
def test_nothing_fits_where_there_is_no_hash(kept):
    assert not Hasher(CHEAP).fits(kept, "a7#kPq2xLm")


def test_a_hash_of_another_cost_is_outdated():
    kept = Hasher(CHEAP).hash("a7#kPq2xLm")
    assert not Hasher(CHEAP).is_outdated(kept)
    assert Hasher(Settings(password_hash_rounds=2, password_hash_memory_kib=8)).is_outdated(kept)


def test_random_passwords_pass_the_rules_and_differ():
    made = {random_password() for _ in range(50)}
    assert len(made) == 50
    for password in made:
        check_password(CHEAP, password, "reporter", "示例填报人")


def test_the_default_cost_is_no_less_than_recommended():
    usual = Settings()
    assert usual.password_hash_memory_kib >= 64 * 1024
    assert usual.password_hash_rounds >= 3


def test_looking_at_nobodys_password_takes_as_long_as_at_somebodys():
    hasher = Hasher(Settings(password_hash_rounds=2, password_hash_memory_kib=8_192))
    kept = hasher.hash("a7#kPq2xLm")

    def cost(password_hash):
        began = process_time()
        for _ in range(8):
            hasher.fits(password_hash, "wrong")
        return process_time() - began

    ratios = sorted(cost(None) / cost(kept) for _ in range(5))
    assert 0.5 < ratios[2] < 2
