using System.ComponentModel;

namespace DeepTricks.Dsl.Kernels;

/// <summary>
/// A vector of floats that emitted kernels compute with: <see cref="Lanes16"/>, <see cref="Lanes8"/>, <see cref="Lanes4"/> or
/// <see cref="Lanes1"/>. Every operation acts on each lane by itself and gives the same bits at every width, except
/// <see cref="Sum"/>, whose order depends on the width. Comparisons give a mask: lanes with all bits set or none.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public unsafe interface ILanes<TSelf>
    where TSelf : struct, ILanes<TSelf>
{
    /// <summary>Lanes in a vector.</summary>
    static abstract int Count { get; }

    /// <summary>0 in every lane.</summary>
    static abstract TSelf Zero { get; }

    /// <summary><paramref name="value"/> in every lane.</summary>
    static abstract TSelf Broadcast(float value);

    /// <summary>The float at <paramref name="source"/> in every lane.</summary>
    static abstract TSelf BroadcastFrom(Floats source);

    /// <summary>Reads <see cref="Count"/> floats from <paramref name="source"/>, which need not be aligned.</summary>
    static abstract TSelf Load(Floats source);

    /// <summary>Writes <see cref="Count"/> floats to <paramref name="destination"/>, which need not be aligned.</summary>
    static abstract void Store(Floats destination, TSelf value);

    /// <summary>The sum of each lane.</summary>
    static abstract TSelf operator +(TSelf left, TSelf right);

    /// <summary>The difference of each lane.</summary>
    static abstract TSelf operator -(TSelf left, TSelf right);

    /// <summary>The product of each lane.</summary>
    static abstract TSelf operator *(TSelf left, TSelf right);

    /// <summary>The quotient of each lane.</summary>
    static abstract TSelf operator /(TSelf left, TSelf right);

    /// <summary>Each lane with its sign flipped, that of zero and NaN too.</summary>
    static abstract TSelf operator -(TSelf value);

    /// <summary>Mask of the lanes where left is greater; false with NaN.</summary>
    static abstract TSelf operator >(TSelf left, TSelf right);

    /// <summary>Mask of the lanes where left is greater or equal; false with NaN.</summary>
    static abstract TSelf operator >=(TSelf left, TSelf right);

    /// <summary>Mask of the lanes where left is less; false with NaN.</summary>
    static abstract TSelf operator <(TSelf left, TSelf right);

    /// <summary>Mask of the lanes where left is less or equal; false with NaN.</summary>
    static abstract TSelf operator <=(TSelf left, TSelf right);

    /// <summary>Mask of the equal lanes; false with NaN, and -0 equals +0.</summary>
    static abstract TSelf operator ==(TSelf left, TSelf right);

    /// <summary>Mask of the unequal lanes; true with NaN.</summary>
    static abstract TSelf operator !=(TSelf left, TSelf right);

    /// <summary><c>a * b + c</c>, rounded once where the processor fuses it, else twice; the same at every width.</summary>
    static abstract TSelf MultiplyAdd(TSelf a, TSelf b, TSelf c);

    /// <summary>The lanes of <paramref name="whenSet"/> where the mask is set, those of <paramref name="otherwise"/> elsewhere.</summary>
    static abstract TSelf Select(TSelf mask, TSelf whenSet, TSelf otherwise);

    /// <summary>The lanes set in both masks.</summary>
    static abstract TSelf And(TSelf left, TSelf right);

    /// <summary>The lanes set in either mask.</summary>
    static abstract TSelf Or(TSelf left, TSelf right);

    /// <summary>Mask of the lanes that are not a number.</summary>
    static abstract TSelf IsNaN(TSelf value);

    /// <summary>The square root of each lane, correctly rounded; NaN below zero.</summary>
    static abstract TSelf Sqrt(TSelf value);

    /// <summary>Each lane with its sign cleared.</summary>
    static abstract TSelf Abs(TSelf value);

    /// <summary>e to the power of each lane: relative error below 2e-7; 0 instead of subnormal results.</summary>
    static abstract TSelf Exp(TSelf value);

    /// <summary>The natural logarithm of each lane: relative error below 2e-7; -infinity at 0, NaN below.</summary>
    static abstract TSelf Log(TSelf value);

    /// <summary>The hyperbolic tangent of each lane: relative error below 4e-7, also near 0; never beyond ±1.</summary>
    static abstract TSelf Tanh(TSelf value);

    /// <summary>The sine of each lane, an angle in radians: within 2e-7 up to 10,000, less exact beyond; NaN for infinities.</summary>
    static abstract TSelf Sin(TSelf value);

    /// <summary>The cosine of each lane, an angle in radians: within 2e-7 up to 10,000, less exact beyond; NaN for infinities.</summary>
    static abstract TSelf Cos(TSelf value);

    /// <summary>The sum of all lanes: the upper half is added to the lower until one is left.</summary>
    static abstract float Sum(TSelf value);

    /// <summary>The largest lane, or NaN where there is one.</summary>
    static abstract float MaxAcross(TSelf value);

    /// <summary>
    /// Mask of the elements a random mask keeps. Lane i hashes element <c>element + i</c> with both keys to 32 bits and is set
    /// when they are at least <paramref name="threshold"/>, the dropout rate times 2^32. Elements are counted, not vectors, so the
    /// mask is the same at every width.
    /// </summary>
    static abstract TSelf Keep(uint element, uint key0, uint key1, uint threshold);

    /// <summary>The lanes' numbers 0, 1, 2, ... as whole numbers in the bits.</summary>
    internal static abstract TSelf LaneNumbers { get; }

    /// <summary>The same 32 bits in every lane.</summary>
    internal static abstract TSelf BroadcastBits(uint bits);

    /// <summary>The bits of each lane added as whole numbers modulo 2^32.</summary>
    internal static abstract TSelf AddBits(TSelf left, TSelf right);

    /// <summary>The bits of each lane multiplied as whole numbers modulo 2^32.</summary>
    internal static abstract TSelf MultiplyBits(TSelf left, TSelf right);

    /// <summary>The bits in which the lanes differ.</summary>
    internal static abstract TSelf XorBits(TSelf left, TSelf right);

    /// <summary>The bits of each lane moved up, zeros following.</summary>
    internal static abstract TSelf ShiftLeft(TSelf value, int count);

    /// <summary>The bits of each lane moved down, zeros following.</summary>
    internal static abstract TSelf ShiftRight(TSelf value, int count);

    /// <summary>Mask of the lanes whose bits, as unsigned whole numbers, are at least those of the other.</summary>
    internal static abstract TSelf BitsAtLeast(TSelf left, TSelf right);

    /// <summary><see cref="Load"/> from a plain pointer, whose arithmetic the compiler folds into the load.</summary>
    internal static abstract TSelf LoadAt(float* source);

    /// <summary><see cref="BroadcastFrom"/> from a plain pointer.</summary>
    internal static abstract TSelf BroadcastAt(float* source);

    /// <summary>Transposes a block of <see cref="Count"/> by <see cref="Count"/> floats; strides are in floats.</summary>
    internal static abstract void Transpose(Floats source, nint sourceStride, Floats target, nint targetStride);
}
