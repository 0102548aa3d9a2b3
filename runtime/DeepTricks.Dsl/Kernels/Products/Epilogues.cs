using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace DeepTricks.Dsl.Kernels;

/// <summary>Adds the results to what is there; only for the input gradients of transformed convolutions, since products add by themselves.</summary>
internal readonly struct AddToResult<TLanes> : IEpilogue<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
    public static bool Transforms => false;

    public static bool Sums => false;

    public TLanes Transform(TLanes value, nint column) => value;

    public TLanes Reference(nint column) => TLanes.Zero;

    public void Add(nint column, TLanes sum, TLanes squares)
    {
    }
}

/// <summary>Stores the product as it is.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Plain<TLanes> : IEpilogue<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
    /// <inheritdoc/>
    public static bool Transforms => false;

    /// <inheritdoc/>
    public static bool Sums => false;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Transform(TLanes value, nint column) => value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Reference(nint column) => TLanes.Zero;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(nint column, TLanes sum, TLanes squares)
    {
    }
}

/// <summary>Adds a bias to every column.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct AddBias<TLanes>(Floats bias) : IEpilogue<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
    /// <inheritdoc/>
    public static bool Transforms => true;

    /// <inheritdoc/>
    public static bool Sums => false;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Transform(TLanes value, nint column) => value + TLanes.Load(bias + column);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Reference(nint column) => TLanes.Zero;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(nint column, TLanes sum, TLanes squares)
    {
    }
}

/// <summary>Stores the product as it is and adds every column's shifted sums into memory: batch normalization's statistics.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ShiftedSums<TLanes>(Floats reference, Floats sums, Floats squares) : IEpilogue<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
    /// <inheritdoc/>
    public static bool Transforms => false;

    /// <inheritdoc/>
    public static bool Sums => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Transform(TLanes value, nint column) => value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Reference(nint column) => TLanes.Load(reference + column);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(nint column, TLanes sum, TLanes squaresSum)
    {
        TLanes.Store(sums + column, TLanes.Load(sums + column) + sum);
        TLanes.Store(squares + column, TLanes.Load(squares + column) + squaresSum);
    }
}
