using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace DeepTricks.Dsl.Kernels;

/// <summary>
/// A place in native memory that holds floats, for emitted code. Nothing is checked: whoever hands one out keeps its
/// <see cref="NativeArena"/> alive and the indices inside it.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly unsafe struct Floats
{
    internal readonly float* Pointer;

    internal Floats(float* pointer) => Pointer = pointer;

    /// <summary>Whether this is no place at all (the default value).</summary>
    public bool IsNull
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Pointer == null;
    }

    /// <summary>The float <paramref name="index"/> floats further.</summary>
    public float this[nint index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Pointer[index];
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        set => Pointer[index] = value;
    }

    /// <summary>The place <paramref name="count"/> floats further.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats operator +(Floats start, nint count) => new(start.Pointer + count);

    /// <summary>The first <paramref name="length"/> floats from here.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<float> AsSpan(int length) => new(Pointer, length);

    /// <summary>Sets the first <paramref name="count"/> floats from here to zero.</summary>
    public void Clear(nint count) => NativeMemory.Clear(Pointer, (nuint)count * sizeof(float));

    /// <summary>Asks for the first <paramref name="count"/> floats from here, in the order of memory, so that they are near when they are read in another order.</summary>
    public void Prefetch(nint count)
    {
        if (Sse.IsSupported)
        {
            for (nint i = 0; i < count; i += 16)
            {
                Sse.Prefetch0(Pointer + i);
            }
        }
    }
}
