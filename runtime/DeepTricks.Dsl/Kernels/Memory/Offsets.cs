using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace DeepTricks.Dsl.Kernels;

/// <summary>A table of distances in floats, in native memory; made by <see cref="NativeArena.Table"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly unsafe struct Offsets
{
    internal readonly int* Pointer;

    internal Offsets(int* pointer, int count)
    {
        Pointer = pointer;
        Count = count;
    }

    /// <summary>Entries in the table.</summary>
    public int Count { get; }

    /// <summary>The entry at <paramref name="index"/>, unchecked.</summary>
    public int this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Pointer[index];
    }
}
