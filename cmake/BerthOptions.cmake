# SPDX-FileCopyrightText: 2026 The Berth authors
# SPDX-License-Identifier: Apache-2.0
#
# Options a person sets, and the one interface target that carries every compile flag.

option(BERTH_BUILD_TESTS "Build the tests" ON)
option(BERTH_BUILD_BENCH "Build what the benchmarks measure Berth against" OFF)
option(BERTH_BUILD_FUZZERS "Build the libFuzzer targets (clang only)" OFF)
option(BERTH_WARNINGS_AS_ERRORS "Treat compiler warnings as errors" OFF)
option(BERTH_LIBRARY_ASSERTIONS "Switch on the assertions of libstdc++ and Qt" OFF)
option(BERTH_LTO "Link-time optimisation" OFF)
set(BERTH_SANITIZE "" CACHE STRING "Comma-separated list for -fsanitize")

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
set(CMAKE_VISIBILITY_INLINES_HIDDEN ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER "${CCACHE_PROGRAM}")
endif()

add_library(berth_options INTERFACE)
target_compile_features(berth_options INTERFACE cxx_std_20)
target_compile_options(berth_options INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual
    -Wold-style-cast -Wcast-align -Wformat=2
    $<$<BOOL:${BERTH_WARNINGS_AS_ERRORS}>:-Werror>)
target_compile_definitions(berth_options INTERFACE
    QT_NO_KEYWORDS QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_CAST_FROM_BYTEARRAY
    QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_DISABLE_DEPRECATED_BEFORE=0x060400
    BOOST_ASIO_NO_DEPRECATED
    # A call through the gateway is some ten coroutines deep; Asio keeps two frames of a thread for reuse.
    BOOST_ASIO_RECYCLING_ALLOCATOR_CACHE_SIZE=16
    # It keeps none of the large ones. Those it would ask for with aligned_alloc(), at eight times the cost
    # of operator new, whose alignment is enough for them.
    BOOST_ASIO_DISABLE_STD_ALIGNED_ALLOC BOOST_ASIO_DISABLE_BOOST_ALIGN
    $<$<BOOL:${BERTH_LIBRARY_ASSERTIONS}>:_GLIBCXX_ASSERTIONS>
    $<$<BOOL:${BERTH_LIBRARY_ASSERTIONS}>:QT_FORCE_ASSERTS>)

if(CMAKE_BUILD_TYPE STREQUAL "Release")
    target_compile_options(berth_options INTERFACE -fstack-protector-strong)
    target_compile_definitions(berth_options INTERFACE _FORTIFY_SOURCE=2)
    target_link_options(berth_options INTERFACE -Wl,-z,relro,-z,now -Wl,--as-needed)
endif()

if(BERTH_LTO)
    include(CheckIPOSupported)
    check_ipo_supported(RESULT BERTH_IPO_SUPPORTED OUTPUT BERTH_IPO_OUTPUT)
    if(BERTH_IPO_SUPPORTED)
        set(CMAKE_INTERPROCEDURAL_OPTIMIZATION ON)
    else()
        message(WARNING "Link-time optimisation is not available: ${BERTH_IPO_OUTPUT}")
    endif()
endif()

# lld links the test binaries several times faster; link-time optimisation needs the default linker.
find_program(LLD_PROGRAM ld.lld)
if(LLD_PROGRAM AND NOT BERTH_LTO)
    add_link_options(-fuse-ld=lld)
endif()

if(BERTH_SANITIZE)
    target_compile_options(berth_options INTERFACE
        -fsanitize=${BERTH_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=undefined)
    target_link_options(berth_options INTERFACE -fsanitize=${BERTH_SANITIZE})
    if(BERTH_SANITIZE MATCHES "thread")
        # g++ warns that TSan ignores atomic_thread_fence, which Asio uses; nothing to mend here.
        target_compile_options(berth_options INTERFACE -Wno-tsan)
    endif()
endif()
