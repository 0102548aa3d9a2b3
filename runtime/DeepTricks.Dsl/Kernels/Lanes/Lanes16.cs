using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepTricks.Dsl.Kernels;

/// <summary>Sixteen floats in a 512-bit vector: for processors with AVX-512, right but slow elsewhere.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly unsafe struct Lanes16 : ILanes<Lanes16>
{
    private readonly Vector512<float> vector;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Lanes16(Vector512<float> vector) => this.vector = vector;

    /// <inheritdoc/>
    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 16;
    }

    /// <inheritdoc/>
    public static Lanes16 Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector512<float>.Zero);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 Broadcast(float value) => new(Vector512.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 BroadcastFrom(Floats source) => new(Vector512.Create(*source.Pointer));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 Load(Floats source) => new(Vector512.Load(source.Pointer));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Floats destination, Lanes16 value) => value.vector.Store(destination.Pointer);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 operator +(Lanes16 left, Lanes16 right) => new(left.vector + right.vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 operator -(Lanes16 left, Lanes16 right) => new(left.vector - right.vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 operator *(Lanes16 left, Lanes16 right) => new(left.vector * right.vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 operator /(Lanes16 left, Lanes16 right) => new(left.vector / right.vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 operator -(Lanes16 value) => new(-value.vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 operator >(Lanes16 left, Lanes16 right) => new(Vector512.GreaterThan(left.vector, right.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 operator >=(Lanes16 left, Lanes16 right) => new(Vector512.GreaterThanOrEqual(left.vector, right.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 operator <(Lanes16 left, Lanes16 right) => new(Vector512.LessThan(left.vector, right.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 operator <=(Lanes16 left, Lanes16 right) => new(Vector512.LessThanOrEqual(left.vector, right.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 operator ==(Lanes16 left, Lanes16 right) => new(Vector512.Equals(left.vector, right.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 operator !=(Lanes16 left, Lanes16 right) => new(~Vector512.Equals(left.vector, right.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 MultiplyAdd(Lanes16 a, Lanes16 b, Lanes16 c) => Fusing.IsSupported
        ? new(Vector512.FusedMultiplyAdd(a.vector, b.vector, c.vector))
        : new((a.vector * b.vector) + c.vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 Select(Lanes16 mask, Lanes16 whenSet, Lanes16 otherwise) =>
        new(Vector512.ConditionalSelect(mask.vector, whenSet.vector, otherwise.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 And(Lanes16 left, Lanes16 right) => new(left.vector & right.vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 Or(Lanes16 left, Lanes16 right) => new(left.vector | right.vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 IsNaN(Lanes16 value) => new(Vector512.IsNaN(value.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 Sqrt(Lanes16 value) => new(Vector512.Sqrt(value.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 Abs(Lanes16 value) => new(Vector512.Abs(value.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 Exp(Lanes16 value) => LaneMath.Exp(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 Log(Lanes16 value) => LaneMath.Log(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 Tanh(Lanes16 value) => LaneMath.Tanh(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 Sin(Lanes16 value) => LaneMath.Sin(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 Cos(Lanes16 value) => LaneMath.Cos(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Lanes16 value) => Lanes8.Sum(new(value.vector.GetLower() + value.vector.GetUpper()));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MaxAcross(Lanes16 value) => Lanes8.MaxAcross(new(Vector256.Max(value.vector.GetLower(), value.vector.GetUpper())));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 Keep(uint element, uint key0, uint key1, uint threshold) =>
        LaneMath.Keep<Lanes16>(element, key0, key1, threshold);

    static Lanes16 ILanes<Lanes16>.LaneNumbers
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector512<uint>.Indices.AsSingle());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lanes16 ILanes<Lanes16>.BroadcastBits(uint bits) => new(Vector512.Create(bits).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lanes16 ILanes<Lanes16>.AddBits(Lanes16 left, Lanes16 right) =>
        new((left.vector.AsUInt32() + right.vector.AsUInt32()).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lanes16 ILanes<Lanes16>.MultiplyBits(Lanes16 left, Lanes16 right) =>
        new((left.vector.AsUInt32() * right.vector.AsUInt32()).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lanes16 ILanes<Lanes16>.XorBits(Lanes16 left, Lanes16 right) => new(left.vector ^ right.vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lanes16 ILanes<Lanes16>.ShiftLeft(Lanes16 value, int count) => new((value.vector.AsUInt32() << count).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lanes16 ILanes<Lanes16>.ShiftRight(Lanes16 value, int count) => new((value.vector.AsUInt32() >>> count).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lanes16 ILanes<Lanes16>.BitsAtLeast(Lanes16 left, Lanes16 right) =>
        new(Vector512.GreaterThanOrEqual(left.vector.AsUInt32(), right.vector.AsUInt32()).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lanes16 ILanes<Lanes16>.LoadAt(float* source) => new(Vector512.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lanes16 ILanes<Lanes16>.BroadcastAt(float* source) => new(Vector512.Create(*source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void ILanes<Lanes16>.Transpose(Floats source, nint sourceStride, Floats target, nint targetStride) =>
        BlockTranspose.Sixteen(source.Pointer, sourceStride, target.Pointer, targetStride);

    /// <summary>Whether all lanes are equal as numbers.</summary>
    public override bool Equals(object? other) => other is Lanes16 lanes && vector.Equals(lanes.vector);

    /// <inheritdoc/>
    public override int GetHashCode() => vector.GetHashCode();
}
