# SPDX-FileCopyrightText: 2026 The Berth authors
# SPDX-License-Identifier: Apache-2.0
#
# Profile-guided optimisation of the way a call takes through the gateway (docs/adr/0006). The preset
# train makes the profile; the preset release uses it, and does without where there is none.

set(BERTH_PROFILE "" CACHE STRING "generate: count what runs; use: optimise for what ran")
set(BERTH_PROFILE_DIR "${PROJECT_SOURCE_DIR}/build/profile" CACHE PATH "Where the profile is")

# Called for each library on the way.
function(berth_guide_by_profile target)
    if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
        return()
    endif()
    # Names in the profile are those of object files below the build folder, whichever it is.
    set(prefix "-fprofile-prefix-path=${CMAKE_BINARY_DIR}")
    if(BERTH_PROFILE STREQUAL "generate")
        target_compile_options(${target} PRIVATE
            "-fprofile-generate=${BERTH_PROFILE_DIR}" -fprofile-update=atomic "${prefix}")
        target_link_options(${target} INTERFACE -fprofile-generate)
    elseif(BERTH_PROFILE STREQUAL "use")
        # What did not run in the training, or has changed since, is compiled as without it.
        target_compile_options(${target} PRIVATE
            "-fprofile-use=${BERTH_PROFILE_DIR}" -fprofile-partial-training "${prefix}"
            -Wno-missing-profile -Wno-coverage-mismatch)
        # A new profile makes a new command: without it what the one before guided would stay.
        file(TIMESTAMP "${BERTH_PROFILE_DIR}" made "%s" UTC)
        target_compile_definitions(${target} PRIVATE "BERTH_PROFILE_MADE=${made}")
    endif()
endfunction()

# The target "profile" runs `program`, which writes what was counted when it ends.
function(berth_add_training program)
    set(stamp "${CMAKE_CURRENT_BINARY_DIR}/profile.stamp")
    add_custom_command(
        OUTPUT "${stamp}"
        COMMAND ${CMAKE_COMMAND} -E rm -rf "${BERTH_PROFILE_DIR}"
        COMMAND ${program}
        COMMAND ${CMAKE_COMMAND} -E touch "${stamp}"
        DEPENDS ${program}
        COMMENT "Training the gateway"
        VERBATIM)
    add_custom_target(profile DEPENDS "${stamp}")
endfunction()
