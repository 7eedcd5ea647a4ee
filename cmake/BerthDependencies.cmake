# SPDX-FileCopyrightText: 2026 The Berth authors
# SPDX-License-Identifier: Apache-2.0
#
# Every library Berth builds on, with the reason in docs/dependencies.md.

find_package(Threads REQUIRED)
find_package(Qt6 6.4 REQUIRED COMPONENTS Core Gui Widgets Sql Network DBus Svg LinguistTools)
# Asio coroutines do not compile with Boost 1.74 and g++ 12, hence libboost1.81-dev on Debian 12.
find_package(Boost 1.81 REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(SQLite3 REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED)
find_package(fmt REQUIRED)
find_package(spdlog REQUIRED)
find_package(Qt6Keychain REQUIRED)
find_package(CLI11 REQUIRED)
find_path(TL_EXPECTED_INCLUDE_DIR tl/expected.hpp REQUIRED)
add_library(berth_expected INTERFACE)
target_include_directories(berth_expected SYSTEM INTERFACE "${TL_EXPECTED_INCLUDE_DIR}")
# RE2 has no CMake package in Debian 12. Linked by name, so that a static program gets libre2.a.
find_path(RE2_INCLUDE_DIR re2/re2.h REQUIRED)
find_library(RE2_LIBRARY re2 REQUIRED)
add_library(berth_re2 INTERFACE)
target_include_directories(berth_re2 SYSTEM INTERFACE "${RE2_INCLUDE_DIR}")
target_link_libraries(berth_re2 INTERFACE re2 Threads::Threads)
find_package(mimalloc REQUIRED)

# hiredis 0.14 has no CMake package either. Its reader only: the socket is Asio's.
find_path(HIREDIS_INCLUDE_DIR hiredis/read.h REQUIRED)
find_library(HIREDIS_LIBRARY hiredis REQUIRED)
add_library(berth_hiredis INTERFACE)
target_include_directories(berth_hiredis SYSTEM INTERFACE "${HIREDIS_INCLUDE_DIR}")
target_link_libraries(berth_hiredis INTERFACE "${HIREDIS_LIBRARY}")
# Debian's libsodium has no CMake package either.
find_path(SODIUM_INCLUDE_DIR sodium.h REQUIRED)
find_library(SODIUM_LIBRARY sodium REQUIRED)
add_library(berth_sodium INTERFACE)
target_include_directories(berth_sodium SYSTEM INTERFACE "${SODIUM_INCLUDE_DIR}")
target_link_libraries(berth_sodium INTERFACE "${SODIUM_LIBRARY}")

if(BERTH_BUILD_TESTS)
    find_package(GTest REQUIRED)
    find_package(Qt6 6.4 REQUIRED COMPONENTS Test)
    find_package(Python3 REQUIRED COMPONENTS Interpreter)
endif()
