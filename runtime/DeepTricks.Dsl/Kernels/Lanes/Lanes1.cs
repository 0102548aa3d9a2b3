using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace DeepTricks.Dsl.Kernels;

/// <summary>A single float: where no vectors are accelerated, and the plainest reference for tests.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly unsafe struct Lanes1 : ILanes<Lanes1>
{
    private readonly float scalar;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Lanes1(float scalar) => this.scalar = scalar;

    /// <inheritdoc/>
    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 1;
    }

    /// <inheritdoc/>
    public static Lanes1 Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(0f);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 Broadcast(float value) => new(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 BroadcastFrom(Floats source) => new(*source.Pointer);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 Load(Floats source) => new(*source.Pointer);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Floats destination, Lanes1 value) => *destination.Pointer = value.scalar;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 operator +(Lanes1 left, Lanes1 right) => new(left.scalar + right.scalar);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 operator -(Lanes1 left, Lanes1 right) => new(left.scalar - right.scalar);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 operator *(Lanes1 left, Lanes1 right) => new(left.scalar * right.scalar);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 operator /(Lanes1 left, Lanes1 right) => new(left.scalar / right.scalar);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 operator -(Lanes1 value) => new(-value.scalar);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 operator >(Lanes1 left, Lanes1 right) => Mask(left.scalar > right.scalar);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 operator >=(Lanes1 left, Lanes1 right) => Mask(left.scalar >= right.scalar);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 operator <(Lanes1 left, Lanes1 right) => Mask(left.scalar < right.scalar);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 operator <=(Lanes1 left, Lanes1 right) => Mask(left.scalar <= right.scalar);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 operator ==(Lanes1 left, Lanes1 right) => Mask(left.scalar == right.scalar);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 operator !=(Lanes1 left, Lanes1 right) => Mask(left.scalar != right.scalar);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 MultiplyAdd(Lanes1 a, Lanes1 b, Lanes1 c) => Fusing.IsSupported
        ? new(MathF.FusedMultiplyAdd(a.scalar, b.scalar, c.scalar))
        : new((a.scalar * b.scalar) + c.scalar);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 Select(Lanes1 mask, Lanes1 whenSet, Lanes1 otherwise) => mask.Bits != 0 ? whenSet : otherwise;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 And(Lanes1 left, Lanes1 right) => FromBits(left.Bits & right.Bits);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 Or(Lanes1 left, Lanes1 right) => FromBits(left.Bits | right.Bits);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 IsNaN(Lanes1 value) => Mask(float.IsNaN(value.scalar));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 Sqrt(Lanes1 value) => new(MathF.Sqrt(value.scalar));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 Abs(Lanes1 value) => new(MathF.Abs(value.scalar));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 Exp(Lanes1 value) => LaneMath.Exp(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 Log(Lanes1 value) => LaneMath.Log(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 Tanh(Lanes1 value) => LaneMath.Tanh(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 Sin(Lanes1 value) => LaneMath.Sin(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 Cos(Lanes1 value) => LaneMath.Cos(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Lanes1 value) => value.scalar;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MaxAcross(Lanes1 value) => value.scalar;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 Keep(uint element, uint key0, uint key1, uint threshold) => LaneMath.Keep<Lanes1>(element, key0, key1, threshold);

    static Lanes1 ILanes<Lanes1>.LaneNumbers
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => default;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lanes1 ILanes<Lanes1>.BroadcastBits(uint bits) => FromBits(bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lanes1 ILanes<Lanes1>.AddBits(Lanes1 left, Lanes1 right) => FromBits(left.Bits + right.Bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lanes1 ILanes<Lanes1>.MultiplyBits(Lanes1 left, Lanes1 right) => FromBits(left.Bits * right.Bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lanes1 ILanes<Lanes1>.XorBits(Lanes1 left, Lanes1 right) => FromBits(left.Bits ^ right.Bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lanes1 ILanes<Lanes1>.ShiftLeft(Lanes1 value, int count) => FromBits(value.Bits << count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lanes1 ILanes<Lanes1>.ShiftRight(Lanes1 value, int count) => FromBits(value.Bits >>> count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lanes1 ILanes<Lanes1>.BitsAtLeast(Lanes1 left, Lanes1 right) => Mask(left.Bits >= right.Bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lanes1 ILanes<Lanes1>.LoadAt(float* source) => new(*source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lanes1 ILanes<Lanes1>.BroadcastAt(float* source) => new(*source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void ILanes<Lanes1>.Transpose(Floats source, nint sourceStride, Floats target, nint targetStride) =>
        *target.Pointer = *source.Pointer;

    /// <summary>Whether all lanes are equal as numbers.</summary>
    public override bool Equals(object? other) => other is Lanes1 lanes && scalar.Equals(lanes.scalar);

    /// <inheritdoc/>
    public override int GetHashCode() => scalar.GetHashCode();

    /// <summary>The bits of the float; masks and hashes are carried as floats and never computed with as such.</summary>
    private uint Bits
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => BitConverter.SingleToUInt32Bits(scalar);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lanes1 FromBits(uint bits) => new(BitConverter.UInt32BitsToSingle(bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lanes1 Mask(bool set) => FromBits(set ? uint.MaxValue : 0);
}
