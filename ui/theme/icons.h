// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QIcon>
#include <QPixmap>

class QPainter;
class QRect;

namespace berth::ui {

/// Our own outline icons, 24 px grid, 1.5 px stroke (resources/icons/*.svg).
enum class Icon
{
    Activity,
    Alert,
    Anchor,
    ArrowLeft,
    Check,
    ChevronDown,
    ChevronRight,
    ChevronUp,
    Close,
    Copy,
    Cube,
    Dots,
    Edit,
    External,
    Eye,
    EyeOff,
    Folder,
    Globe,
    Info,
    Instances,
    Key,
    Keyboard,
    Minus,
    Monitor,
    Moon,
    Network,
    Pause,
    Play,
    Plus,
    Restart,
    Search,
    Send,
    Sliders,
    Stop,
    Sun,
    Terminal,
    Trash,
    Wrench,
};

/// Name of the file without its ending.
const char *iconFileName(Icon icon);

/// An icon that takes its colour from the application's theme each time it is painted: muted,
/// text when active or selected, faint when disabled. Rendered on first use.
QIcon themedIcon(Icon icon);

/// Rendered in one colour, from a cache by icon, size, device pixel ratio and colour.
QPixmap iconPixmap(Icon icon, int size, qreal devicePixelRatio, const QColor &color);

/// Paints centred in `rect`, for delegates and own widgets.
void paintIcon(QPainter &painter, const QRect &rect, Icon icon, int size, const QColor &color);

} // namespace berth::ui
