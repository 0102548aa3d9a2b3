using System.ComponentModel;

namespace DeepTricks.Dsl.Kernels;

/// <summary>What happens to a product's results before they leave the cache. Columns are counted from the result's first.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IEpilogue<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
    /// <summary>Whether <see cref="Transform"/> does anything.</summary>
    static abstract bool Transforms { get; }

    /// <summary>Whether <see cref="Add"/> wants the sums of the columns.</summary>
    static abstract bool Sums { get; }

    /// <summary>The value to store for a computed one, or for the sum with what was stored when accumulating.</summary>
    TLanes Transform(TLanes value, nint column);

    /// <summary>What the sums subtract from every value, so that squares don't cancel.</summary>
    TLanes Reference(nint column);

    /// <summary>Takes a tile's sums over rows of <c>value - reference</c> and of its square, after <see cref="Transform"/>.</summary>
    void Add(nint column, TLanes sum, TLanes squares);
}
