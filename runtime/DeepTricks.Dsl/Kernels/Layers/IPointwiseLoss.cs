using System.ComponentModel;

namespace DeepTricks.Dsl.Kernels;

/// <summary>A loss that is a function of each output and its target alone, as the compiler writes it from its formula.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IPointwiseLoss<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
    /// <summary>What outputs <paramref name="x"/> cost that should be <paramref name="t"/>.</summary>
    TLanes Value(TLanes x, TLanes t);

    /// <summary>The derivative of <see cref="Value"/> by <paramref name="x"/>.</summary>
    TLanes Slope(TLanes x, TLanes t);
}
