# SPDX-FileCopyrightText: 2026 The Berth authors
# SPDX-License-Identifier: Apache-2.0
#
# berth_add_library() is the one way to make a library. It knows the layers and stops the
# configuration when a dependency points the wrong way (see docs/architecture.md).

# Lower layers never see higher ones; folders of one layer never see each other.
set(BERTH_LAYER_base 0)
set(BERTH_LAYER_log 1)
set(BERTH_LAYER_model 1)
set(BERTH_LAYER_net 2)
set(BERTH_LAYER_store 3)
set(BERTH_LAYER_secrets 3)
set(BERTH_LAYER_podman 3)
set(BERTH_LAYER_mcp 3)
set(BERTH_LAYER_redis 3)
set(BERTH_LAYER_providers 4)
set(BERTH_LAYER_gateway 4)
set(BERTH_LAYER_events 4)
set(BERTH_LAYER_engine_facade 2)
set(BERTH_LAYER_connections 5)
set(BERTH_LAYER_engine 6)
set(BERTH_LAYER_api 7)
set(BERTH_LAYER_api_manager 8)
set(BERTH_LAYER_ui_theme 10)
set(BERTH_LAYER_ui_widgets 11)
set(BERTH_LAYER_ui_forms 12)
set(BERTH_LAYER_ui_settings 13)
set(BERTH_LAYER_ui_servers 13)
set(BERTH_LAYER_ui_connections 13)
set(BERTH_LAYER_ui_tools 13)
set(BERTH_LAYER_ui_connect 13)
set(BERTH_LAYER_ui_traffic 13)
set(BERTH_LAYER_ui_instances 14)
set(BERTH_LAYER_ui_secrets 13)
set(BERTH_LAYER_ui_events 13)
set(BERTH_LAYER_ui_shell 15)

# What a user interface folder may see of the backend: values and the facade, nothing else.
set(BERTH_UI_MAY_USE base model engine_facade)

define_property(GLOBAL PROPERTY BERTH_LAYER_ENTRIES)

# berth_add_library(<name> SOURCES a.cpp a.h … [DEPENDS folder …] [LIBRARIES Qt6::Core …])
#   <name>     the folder's name as in BERTH_LAYER_*; the target is berth_<name>
#   DEPENDS    Berth folders this one may include
#   LIBRARIES  libraries from outside, linked PUBLIC
function(berth_add_library name)
    cmake_parse_arguments(ARG "" "" "SOURCES;DEPENDS;LIBRARIES" ${ARGN})
    if(NOT DEFINED BERTH_LAYER_${name})
        message(SEND_ERROR "berth_add_library: '${name}' has no layer. Add BERTH_LAYER_${name} to cmake/BerthTargets.cmake.")
        return()
    endif()
    berth_check_direction(${name} "${ARG_DEPENDS}" "${ARG_LIBRARIES}")

    set(target berth_${name})
    add_library(${target} STATIC ${ARG_SOURCES})
    add_library(Berth::${name} ALIAS ${target})
    if(name MATCHES "^ui_")
        set_target_properties(${target} PROPERTIES AUTOMOC ON)
        target_include_directories(${target} PUBLIC "${PROJECT_SOURCE_DIR}")
    else()
        target_include_directories(${target} PUBLIC "${PROJECT_SOURCE_DIR}/backend")
    endif()
    target_link_libraries(${target} PUBLIC berth_options berth_expected ${ARG_LIBRARIES})
    foreach(dependency IN LISTS ARG_DEPENDS)
        target_link_libraries(${target} PUBLIC berth_${dependency})
    endforeach()

    string(REPLACE ";" "\", \"" depends "${ARG_DEPENDS}")
    if(depends)
        set(depends "\"${depends}\"")
    endif()
    file(RELATIVE_PATH folder "${PROJECT_SOURCE_DIR}" "${CMAKE_CURRENT_SOURCE_DIR}")
    set_property(GLOBAL APPEND PROPERTY BERTH_LAYER_ENTRIES
        "  \"${folder}\": {\"name\": \"${name}\", \"depends\": [${depends}]}")
endfunction()

function(berth_check_direction name depends libraries)
    foreach(dependency IN LISTS depends)
        if(NOT DEFINED BERTH_LAYER_${dependency})
            message(SEND_ERROR "${name} depends on '${dependency}', which is no Berth folder.")
        elseif(NOT BERTH_LAYER_${dependency} LESS BERTH_LAYER_${name})
            message(SEND_ERROR "${name} (layer ${BERTH_LAYER_${name}}) must not depend on ${dependency} (layer ${BERTH_LAYER_${dependency}}): dependencies point downwards only.")
        elseif(name MATCHES "^ui_" AND NOT dependency MATCHES "^ui_" AND NOT dependency IN_LIST BERTH_UI_MAY_USE)
            message(SEND_ERROR "${name} must not depend on ${dependency}: the user interface sees ${BERTH_UI_MAY_USE} only.")
        endif()
    endforeach()
    if(NOT name MATCHES "^ui_")
        foreach(library IN LISTS libraries)
            if(library MATCHES "^Qt6::(Gui|Widgets|Svg)$")
                message(SEND_ERROR "${name} is backend and must not link ${library}.")
            endif()
        endforeach()
    endif()
endfunction()

# The map that tests/lint/check_includes.py reads.
function(berth_write_layer_map path)
    get_property(entries GLOBAL PROPERTY BERTH_LAYER_ENTRIES)
    string(REPLACE ";" ",\n" body "${entries}")
    file(WRITE "${path}" "{\n${body}\n}\n")
endfunction()
