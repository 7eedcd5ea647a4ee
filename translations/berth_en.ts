<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
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
    <name>berth::ui::InstanceActions</name>
    <message numerus="yes">
        <source>Delete %n instance(s)?</source>
        <translation>
            <numerusform>Delete %n instance?</numerusform>
            <numerusform>Delete %n instances?</numerusform>
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
