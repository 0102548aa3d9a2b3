using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DeepTricks.Dsl.Kernels;

// Whole numbers as types: the size of each in bytes is the number, so sizeof turns it back into a constant.
[StructLayout(LayoutKind.Sequential, Size = 1)]
internal struct N1;

[InlineArray(2)]
internal struct N2
{
    private byte item;
}

[InlineArray(3)]
internal struct N3
{
    private byte item;
}

[InlineArray(4)]
internal struct N4
{
    private byte item;
}

[InlineArray(5)]
internal struct N5
{
    private byte item;
}

[InlineArray(6)]
internal struct N6
{
    private byte item;
}

[InlineArray(7)]
internal struct N7
{
    private byte item;
}

[InlineArray(8)]
internal struct N8
{
    private byte item;
}

[InlineArray(9)]
internal struct N9
{
    private byte item;
}

[InlineArray(10)]
internal struct N10
{
    private byte item;
}

[InlineArray(11)]
internal struct N11
{
    private byte item;
}

[InlineArray(12)]
internal struct N12
{
    private byte item;
}

[InlineArray(13)]
internal struct N13
{
    private byte item;
}

[InlineArray(14)]
internal struct N14
{
    private byte item;
}
