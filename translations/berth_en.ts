<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context>
    <name>ConnectionText</name>
    <message numerus="yes">
        <source>%n instance(s)</source>
        <translation>
            <numerusform>%n instance</numerusform>
            <numerusform>%n instances</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Its %n instance(s) are not shown here any more. They go on where they run; the Redis is not changed.</source>
        <translation>
            <numerusform>Its instance is not shown here any more. It goes on where it runs; the Redis is not changed.</numerusform>
            <numerusform>Its %n instances are not shown here any more. They go on where they run; the Redis is not changed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProductionQuestion</name>
    <message numerus="yes">
        <source>Start %n instance(s), also on %1?</source>
        <translation>
            <numerusform>Start %n instance, also on %1?</numerusform>
            <numerusform>Start %n instances, also on %1?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Stop %n instance(s), also on %1?</source>
        <translation>
            <numerusform>Stop %n instance, also on %1?</numerusform>
            <numerusform>Stop %n instances, also on %1?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Restart %n instance(s), also on %1?</source>
        <translation>
            <numerusform>Restart %n instance, also on %1?</numerusform>
            <numerusform>Restart %n instances, also on %1?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n instance(s), also on %1?</source>
        <translation>
            <numerusform>Delete %n instance, also on %1?</numerusform>
            <numerusform>Delete %n instances, also on %1?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Change %n instance(s), also on %1?</source>
        <translation>
            <numerusform>Change %n instance, also on %1?</numerusform>
            <numerusform>Change %n instances, also on %1?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n instance(s)?</source>
        <translation>
            <numerusform>Delete %n instance?</numerusform>
            <numerusform>Delete %n instances?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>berth::ui::ConnectionDetail</name>
    <message numerus="yes">
        <source>%n instance(s)</source>
        <translation>
            <numerusform>%n instance</numerusform>
            <numerusform>%n instances</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n manager(s) alive</source>
        <translation>
            <numerusform>%n manager alive</numerusform>
            <numerusform>%n managers alive</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>berth::ui::ConnectionEditor</name>
    <message numerus="yes">
        <source>%n field(s) need attention</source>
        <translation>
            <numerusform>%n field needs attention</numerusform>
            <numerusform>%n fields need attention</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>berth::ui::ConnectionStatusRow</name>
    <message numerus="yes">
        <source>%n more connection(s)</source>
        <translation>
            <numerusform>%n more connection</numerusform>
            <numerusform>%n more connections</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>berth::ui::DetailPanel</name>
    <message numerus="yes">
        <source>%n instance(s) chosen</source>
        <translation>
            <numerusform>%n instance chosen</numerusform>
            <numerusform>%n instances chosen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>berth::ui::InstanceEditor</name>
    <message numerus="yes">
        <source>%n field(s) need attention</source>
        <translation>
            <numerusform>%n field needs attention</numerusform>
            <numerusform>%n fields need attention</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>berth::ui::LogView</name>
    <message numerus="yes">
        <source> … %n more character(s)</source>
        <translation>
            <numerusform> … %n more character</numerusform>
            <numerusform> … %n more characters</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>berth::ui::LogsTab</name>
    <message numerus="yes">
        <source>%n new line(s)</source>
        <translation>
            <numerusform>%n new line</numerusform>
            <numerusform>%n new lines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>berth::ui::OverviewTab</name>
    <message numerus="yes">
        <source>%1 % of %n check(s)</source>
        <translation>
            <numerusform>%1 % of %n check</numerusform>
            <numerusform>%1 % of %n checks</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>berth::ui::ServerEditor</name>
    <message numerus="yes">
        <source>%n field(s) need attention</source>
        <translation>
            <numerusform>%n field needs attention</numerusform>
            <numerusform>%n fields need attention</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>berth::ui::StatusBar</name>
    <message numerus="yes">
        <source>, %n more</source>
        <translation>
            <numerusform>, %n more</numerusform>
            <numerusform>, %n more</numerusform>
        </translation>
    </message>
</context>
</TS>
