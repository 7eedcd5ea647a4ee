// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "net/server_tls.h"

#include "base/ids.h"
#include "net/fingerprint.h"

#include <boost/asio/ip/address.hpp>
#include <boost/asio/ssl/context.hpp>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <cstdio>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace berth::net {

namespace ssl = boost::asio::ssl;

using base::ErrorCode;

namespace {

constexpr long secondsADay = 86400;
constexpr long lifeDays = 3650;
constexpr long renewDays = 30;
constexpr std::size_t serialBytes = 8;

template <auto Free>
struct Freed
{
    template <typename T>
    void operator()(T *pointer) const
    {
        Free(pointer);
    }
};

void closeFile(std::FILE *file)
{
    std::fclose(file); // NOLINT(cert-err33-c): whoever writes checks before
}

using Certificate = std::unique_ptr<X509, Freed<X509_free>>;
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using File = std::unique_ptr<std::FILE, Freed<closeFile>>;

base::Error opensslError(std::string message)
{
    char text[256] = {};
    ERR_error_string_n(ERR_get_error(), text, sizeof text);
    ERR_clear_error();
    return {ErrorCode::InvalidArgument, std::move(message), text, {}};
}

Certificate readCertificate(const std::filesystem::path &path)
{
    const File file(std::fopen(path.c_str(), "re"));
    Certificate certificate(file ? PEM_read_X509(file.get(), nullptr, nullptr, nullptr) : nullptr);
    ERR_clear_error();
    return certificate;
}

bool isAddress(const std::string &name)
{
    boost::system::error_code error;
    boost::asio::ip::make_address(name, error);
    return !error;
}

bool isFor(X509 *certificate, const std::string &name)
{
    return isAddress(name)
               ? X509_check_ip_asc(certificate, name.c_str(), 0) == 1
               : X509_check_host(certificate, name.data(), name.size(), 0, nullptr) == 1;
}

bool isUsable(const CertificateFiles &files, const std::vector<std::string> &names)
{
    const Certificate certificate = readCertificate(files.certificate);
    if (!certificate || ::access(files.key.c_str(), R_OK) != 0) {
        return false;
    }
    std::time_t soon = std::time(nullptr) + renewDays * secondsADay;
    return X509_cmp_time(X509_get0_notAfter(certificate.get()), &soon) > 0 &&
           std::all_of(names.begin(), names.end(), [&certificate](const std::string &name) {
               return isFor(certificate.get(), name);
           });
}

bool addExtension(X509 *certificate, int nid, const std::string &value)
{
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    const std::unique_ptr<X509_EXTENSION, Freed<X509_EXTENSION_free>> extension(
        X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str()));
    return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

std::string alternativeNames(const std::vector<std::string> &names)
{
    std::string text;
    for (const std::string &name : names) {
        text += (text.empty() ? "" : ",") + std::string(isAddress(name) ? "IP:" : "DNS:") + name;
    }
    return text;
}

Certificate selfSigned(EVP_PKEY *key, const std::vector<std::string> &names)
{
    Certificate certificate(X509_new());
    X509 *x509 = certificate.get();
    if (x509 == nullptr) {
        return nullptr;
    }
    BIGNUM *number = nullptr;
    BN_hex2bn(&number, base::randomHex(serialBytes).c_str());
    const std::unique_ptr<BIGNUM, Freed<BN_free>> serial(number);
    X509_NAME *subject = X509_get_subject_name(x509);
    const auto *commonName = reinterpret_cast<const unsigned char *>("Berth gateway");
    const bool isMade =
        X509_set_version(x509, 2) == 1 &&
        BN_to_ASN1_INTEGER(serial.get(), X509_get_serialNumber(x509)) != nullptr &&
        X509_gmtime_adj(X509_getm_notBefore(x509), -secondsADay) != nullptr &&
        X509_gmtime_adj(X509_getm_notAfter(x509), lifeDays * secondsADay) != nullptr &&
        X509_set_pubkey(x509, key) == 1 &&
        X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC, commonName, -1, -1, 0) == 1 &&
        X509_set_issuer_name(x509, subject) == 1 &&
        addExtension(x509, NID_basic_constraints, "critical,CA:FALSE") &&
        addExtension(x509, NID_key_usage, "critical,digitalSignature") &&
        addExtension(x509, NID_ext_key_usage, "serverAuth") &&
        addExtension(x509, NID_subject_alt_name, alternativeNames(names)) &&
        X509_sign(x509, key, EVP_sha256()) > 0;
    return isMade ? std::move(certificate) : nullptr;
}

/// Under another name first, so that nobody ever reads half of a file.
template <typename Write>
base::Status replaceFile(const std::filesystem::path &path, Write write)
{
    const std::filesystem::path draft = path.string() + ".new";
    std::error_code ignored;
    std::filesystem::remove(draft, ignored);
    const int descriptor =
        ::open(draft.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, S_IRUSR | S_IWUSR);
    File file(descriptor >= 0 ? ::fdopen(descriptor, "w") : nullptr);
    const bool isWritten = file && write(file.get()) == 1 && std::fflush(file.get()) == 0;
    file.reset();
    std::error_code moved;
    if (isWritten) {
        std::filesystem::rename(draft, path, moved);
    }
    if (!isWritten || moved) {
        return base::fail(ErrorCode::StorageFailed,
                          "The gateway's certificate could not be written to " + path.string() +
                              ".");
    }
    return {};
}

} // namespace

base::Result<std::shared_ptr<ssl::context>> makeServerTls(const CertificateFiles &files)
{
    auto context = std::make_shared<ssl::context>(ssl::context::tls_server);
    SSL_CTX_set_min_proto_version(context->native_handle(), TLS1_2_VERSION);
    boost::system::error_code error;
    context->use_certificate_chain_file(files.certificate.string(), error);
    if (error) {
        return base::fail(opensslError("The file " + files.certificate.string() +
                                       " holds no certificate in PEM form that can be used."));
    }
    context->use_private_key_file(files.key.string(), ssl::context::pem, error);
    if (error || SSL_CTX_check_private_key(context->native_handle()) != 1) {
        return base::fail(opensslError("The file " + files.key.string() +
                                       " holds no private key in PEM form of the certificate " +
                                       files.certificate.string() + "."));
    }
    return context;
}

base::Result<std::string> fingerprintOf(const std::filesystem::path &path)
{
    std::string text = fingerprintOf(readCertificate(path).get());
    if (text.empty()) {
        return base::fail(ErrorCode::InvalidArgument,
                          "The file " + path.string() + " holds no certificate in PEM form.");
    }
    return text;
}

std::string fingerprintOf(ssl::context &context)
{
    return fingerprintOf(SSL_CTX_get0_certificate(context.native_handle()));
}

base::Status ensureOwnCertificate(const CertificateFiles &files,
                                  const std::vector<std::string> &names)
{
    if (isUsable(files, names)) {
        return {};
    }
    const Key key(EVP_EC_gen("P-256"));
    const Certificate certificate = key ? selfSigned(key.get(), names) : nullptr;
    if (!certificate) {
        return base::fail(opensslError("No certificate could be made for the gateway. Check the "
                                       "host names in gateway.host_names."));
    }
    base::Status written = replaceFile(files.key, [&key](std::FILE *file) {
        return PEM_write_PrivateKey(file, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    });
    return !written ? written : replaceFile(files.certificate, [&certificate](std::FILE *file) {
        return PEM_write_X509(file, certificate.get());
    });
}

} // namespace berth::net
